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
        en: 'Time since the last contact, in agreed intervals: {value}. So long a silence is filled by somebody else, often a competitor.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Ein so langes Schweigen füllt jemand anderes, oft ein Wettbewerber.',
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
        en: 'Time since the last contact, in agreed intervals: {value}. A short message with content keeps the thread until the next meeting.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Eine kurze Nachricht mit Inhalt hält den Faden bis zum nächsten Termin.',
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
        en: 'Time since the last contact, in agreed intervals: {value}. Contact mostly tears where a single person is away.',
        de: 'Zeit seit dem letzten Kontakt, in vereinbarten Abständen: {value}. Der Kontakt reißt meist dort ab, wo eine einzelne Person ausfällt.',
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
