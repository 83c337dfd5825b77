import type { KpiActions } from '../action.ts';

export const licenceUseActions: KpiActions = {
  kpiId: 'licence_use',
  actions: [
    {
      id: 'licence_use.find-unused-seats',
      band: 'at_risk',
      title: {
        en: 'Go through the unused seats with the administrator',
        de: 'Gehen Sie mit der Administration die ungenutzten Lizenzen durch',
      },
      why: {
        en: 'Seats in use: {value} (people seen in half a year: {n}). Seats nobody uses are the first thing procurement strikes.',
        de: 'Genutzte Lizenzen: {value} (Personen im letzten halben Jahr: {n}). Lizenzen, die niemand nutzt, streicht der Einkauf zuerst.',
      },
    },
    {
      id: 'licence_use.relaunch',
      band: 'at_risk',
      title: {
        en: 'Plan a relaunch with a sponsor and a date',
        de: 'Planen Sie einen Neustart mit einem Sponsor und einem festen Termin',
      },
      why: {
        en: 'Seats in use: {value} (people seen in half a year: {n}). A product that was bought and not taken up rarely starts by itself.',
        de: 'Genutzte Lizenzen: {value} (Personen im letzten halben Jahr: {n}). Was gekauft, aber nie richtig eingeführt wurde, kommt selten von allein in Gang.',
      },
    },
    {
      id: 'licence_use.invite-next-team',
      band: 'attention',
      title: {
        en: 'Invite the next team and train it in one session',
        de: 'Laden Sie das nächste Team ein und schulen Sie es in einem Termin',
      },
      why: {
        en: 'Seats in use: {value} (people seen in half a year: {n}). The free seats are paid for; a team with a task of its own fills them fastest.',
        de: 'Genutzte Lizenzen: {value} (Personen im letzten halben Jahr: {n}). Die freien Lizenzen sind bezahlt; ein Team mit einer eigenen Aufgabe füllt sie am schnellsten.',
      },
    },
    {
      id: 'licence_use.check-access',
      band: 'attention',
      title: {
        en: 'Check whether sign-in or permissions keep people out',
        de: 'Prüfen Sie, ob Anmeldung oder Berechtigungen jemanden aussperren',
      },
      why: {
        en: 'Seats in use: {value} (people seen in half a year: {n}). Invitations that were never accepted often hide a technical reason.',
        de: 'Genutzte Lizenzen: {value} (Personen im letzten halben Jahr: {n}). Hinter nie angenommenen Einladungen steckt oft ein technischer Grund.',
      },
    },
    {
      id: 'licence_use.offer-more-seats',
      band: 'healthy',
      title: {
        en: 'Offer more seats before they run out',
        de: 'Bieten Sie weitere Lizenzen an, bevor sie knapp werden',
      },
      why: {
        en: 'Seats in use: {value} (people seen in half a year: {n}). Almost everything that was bought is in use: room to grow has to be bought first.',
        de: 'Genutzte Lizenzen: {value} (Personen im letzten halben Jahr: {n}). Fast alles Gekaufte wird genutzt: Für weiteres Wachstum braucht es neue Lizenzen.',
      },
    },
  ],
};
