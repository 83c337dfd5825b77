import type { KpiActions } from '../action.ts';

export const touchpointActions: KpiActions = {
  kpiId: 'touchpoint',
  actions: [
    {
      id: 'touchpoint.ask-in-the-form',
      band: 'at_risk',
      title: {
        en: 'Ask for the missing details in the ticket form',
        de: 'Fragen Sie fehlende Angaben schon im Ticketformular ab',
      },
      why: {
        en: 'Solved with at most one answer: only {value} of the tickets (tickets counted: {n}). Where agents first have to ask back, a field in the form saves a round.',
        de: 'Mit höchstens einer Antwort gelöst: nur {value} der Tickets (gezählte Tickets: {n}). Wo der Support erst zurückfragen muss, erspart ein Formularfeld eine Runde.',
      },
    },
    {
      id: 'touchpoint.review-longest-threads',
      band: 'at_risk',
      title: {
        en: 'Go through the tickets with the most replies together with support',
        de: 'Gehen Sie die Tickets mit den meisten Antworten mit dem Support durch',
      },
      why: {
        en: 'Solved with at most one answer: only {value} of the tickets (tickets counted: {n}). The longest threads show whether knowledge, access rights or a product fault costs the rounds.',
        de: 'Mit höchstens einer Antwort gelöst: nur {value} der Tickets (gezählte Tickets: {n}). Die längsten Verläufe zeigen, ob Wissen, Zugriffsrechte oder ein Produktfehler die Runden kosten.',
      },
    },
    {
      id: 'touchpoint.write-an-article',
      band: 'attention',
      title: {
        en: 'Write an article or a macro for the question asked most often',
        de: 'Schreiben Sie einen Artikel oder Textbaustein zur häufigsten Frage',
      },
      why: {
        en: 'Solved with at most one answer: {value} of the tickets (tickets counted: {n}). One complete standard answer lifts this share fastest.',
        de: 'Mit höchstens einer Antwort gelöst: {value} der Tickets (gezählte Tickets: {n}). Eine vollständige Standardantwort hebt diesen Anteil am schnellsten.',
      },
    },
    {
      id: 'touchpoint.train-key-users',
      band: 'attention',
      title: {
        en: "Show the customer's key users how to describe a problem completely",
        de: 'Zeigen Sie den Key-Usern des Kunden, wie ein Problem vollständig beschrieben wird',
      },
      why: {
        en: 'Solved with at most one answer: {value} of the tickets (tickets counted: {n}). Steps, screenshot and affected user in the first message spare both sides a round.',
        de: 'Mit höchstens einer Antwort gelöst: {value} der Tickets (gezählte Tickets: {n}). Schritte, Bildschirmfoto und betroffene Person in der ersten Nachricht ersparen beiden Seiten eine Runde.',
      },
    },
    {
      id: 'touchpoint.share-the-result',
      band: 'healthy',
      title: {
        en: 'Show the figure in the next review and ask for a quote about support',
        de: 'Zeigen Sie die Zahl im nächsten Review und bitten Sie um ein Zitat zum Support',
      },
      why: {
        en: 'Solved with at most one answer: {value} of the tickets (tickets counted: {n}). That is worth telling before the renewal is on the table.',
        de: 'Mit höchstens einer Antwort gelöst: {value} der Tickets (gezählte Tickets: {n}). Das sollte erzählt sein, bevor die Verlängerung auf dem Tisch liegt.',
      },
    },
  ],
};
