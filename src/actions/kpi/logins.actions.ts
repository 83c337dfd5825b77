import type { KpiActions } from '../action.ts';

export const loginsActions: KpiActions = {
  kpiId: 'logins',
  actions: [
    {
      id: 'logins.find-out-who-left',
      band: 'at_risk',
      title: {
        en: 'Find out who stopped, and whether your champion is still there',
        de: 'Klären Sie, wer aufgehört hat und ob Ihr wichtigster Fürsprecher noch da ist',
      },
      why: {
        en: 'Active users of the last 30 days against the 30 days before: {value} (people active in 180 days: {n}). A fall like this mostly follows a person who left or another tool.',
        de: 'Aktive Personen der letzten 30 Tage gegenüber den 30 Tagen davor: {value} (in 180 Tagen aktive Personen: {n}). Einem solchen Rückgang geht meist ein Weggang oder ein anderes Werkzeug voraus.',
      },
    },
    {
      id: 'logins.restart-with-a-goal',
      band: 'at_risk',
      title: {
        en: 'Offer a restart: one goal, one team, four weeks',
        de: 'Bieten Sie einen Neustart an: ein Ziel, ein Team, vier Wochen',
      },
      why: {
        en: 'Active users of the last 30 days against the 30 days before: {value} (people active in 180 days: {n}). Those who were active lately come back most easily.',
        de: 'Aktive Personen der letzten 30 Tage gegenüber den 30 Tagen davor: {value} (in 180 Tagen aktive Personen: {n}). Wer vor Kurzem noch aktiv war, lässt sich am leichtesten zurückgewinnen.',
      },
    },
    {
      id: 'logins.check-for-season',
      band: 'attention',
      title: {
        en: 'Ask whether holidays, a project end or a fault explains the fall',
        de: 'Fragen Sie nach, ob Ferien, ein Projektende oder eine Störung den Rückgang erklärt',
      },
      why: {
        en: 'Active users of the last 30 days against the 30 days before: {value} (people active in 180 days: {n}). A seasonal dip needs no rescue, a silent goodbye does.',
        de: 'Aktive Personen der letzten 30 Tage gegenüber den 30 Tagen davor: {value} (in 180 Tagen aktive Personen: {n}). Eine saisonale Delle braucht keine Rettung, ein stiller Abschied schon.',
      },
    },
    {
      id: 'logins.offer-training',
      band: 'attention',
      title: {
        en: 'Offer a short training for the users who have become rare',
        de: 'Bieten Sie denen eine kurze Schulung an, die selten geworden sind',
      },
      why: {
        en: 'Active users of the last 30 days against the 30 days before: {value} (people active in 180 days: {n}). Half an hour on their own case brings people back.',
        de: 'Aktive Personen der letzten 30 Tage gegenüber den 30 Tagen davor: {value} (in 180 Tagen aktive Personen: {n}). Eine halbe Stunde am eigenen Fall bringt Menschen zurück.',
      },
    },
    {
      id: 'logins.offer-more-seats',
      band: 'healthy',
      title: {
        en: 'Talk about more seats or the next department',
        de: 'Sprechen Sie über weitere Lizenzen oder die nächste Abteilung',
      },
      why: {
        en: 'Active users of the last 30 days against the 30 days before: {value} (people active in 180 days: {n}). Use that holds or grows is the moment for an upsell.',
        de: 'Aktive Personen der letzten 30 Tage gegenüber den 30 Tagen davor: {value} (in 180 Tagen aktive Personen: {n}). Stabile oder wachsende Nutzung ist der richtige Zeitpunkt für ein Upselling.',
      },
    },
  ],
};
