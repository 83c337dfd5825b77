import type { KpiActions } from '../action.ts';

export const cadenceActions: KpiActions = {
  kpiId: 'cadence',
  actions: [
    {
      id: 'cadence.call-today',
      band: 'at_risk',
      title: {
        en: 'Call today, without an agenda of your own',
        de: 'Rufen Sie heute an, ohne eigenes Anliegen',
      },
      why: {
        en: 'Time since the last contact, in agreed intervals: {value}. After so long without contact you may hear of problems only at the renewal.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Nach so langer Zeit ohne Kontakt erfahren Sie von Problemen womöglich erst bei der Verlängerung.',
      },
    },
    {
      id: 'cadence.agree-on-a-rhythm',
      band: 'at_risk',
      title: {
        en: 'Agree on a rhythm with the customer and put the series in the calendar',
        de: 'Vereinbaren Sie mit dem Kunden einen Rhythmus und tragen Sie die Termine als Serie ein',
      },
      why: {
        en: 'Time since the last contact, in agreed intervals: {value}. What is not in the calendar gives way to whatever is urgent.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Was nicht im Kalender steht, weicht allem, was gerade dringend ist.',
      },
    },
    {
      id: 'cadence.bring-one-figure',
      band: 'attention',
      title: {
        en: 'Send one figure from their use and ask what they make of it',
        de: 'Schicken Sie eine Zahl aus der Nutzung und fragen Sie nach der Einschätzung',
      },
      why: {
        en: 'Time since the last contact, in agreed intervals: {value}. A short message with substance is answered more often than a mere check-in.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Auf eine kurze Nachricht mit Inhalt wird eher geantwortet als auf bloßes Nachfragen.',
      },
    },
    {
      id: 'cadence.share-the-contact',
      band: 'attention',
      title: {
        en: 'Share the contact between two colleagues so that no leave breaks it',
        de: 'Teilen Sie den Kontakt auf zwei Personen auf, damit kein Urlaub ihn unterbricht',
      },
      why: {
        en: 'Time since the last contact, in agreed intervals: {value}. A deputy keeps the customer looked after during leave, illness and changes in the team.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Mit einer Vertretung bleibt der Kunde auch bei Urlaub, Krankheit und Wechseln im Team betreut.',
      },
    },
    {
      id: 'cadence.use-the-closeness',
      band: 'healthy',
      title: {
        en: 'Use the next contact to ask for their goals of the coming quarter',
        de: 'Fragen Sie beim nächsten Kontakt nach den Zielen für das kommende Quartal',
      },
      why: {
        en: 'Time since the last contact, in agreed intervals: {value}. You are in touch; talk about where they want to go, not only about tickets.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Sie sind im Gespräch: Reden Sie über Ziele und nicht nur über Tickets.',
      },
    },
  ],
};
