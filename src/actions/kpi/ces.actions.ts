import type { KpiActions } from '../action.ts';

export const cesActions: KpiActions = {
  kpiId: 'ces',
  actions: [
    {
      id: 'ces.walk-the-path',
      band: 'at_risk',
      title: {
        en: 'Walk through the last three cases as the customer saw them',
        de: 'Gehen Sie die letzten drei Fälle so durch, wie der Kunde sie erlebt hat',
      },
      why: {
        en: "Ease from 1 to 7: {value} (answers: {n}). Seen from the customer's side, detours and repeated questions stand out that no ticket report shows.",
        de: 'Leichtigkeit von 1 bis 7: {value} (Antworten: {n}). Aus Sicht des Kunden fallen Umwege und doppelte Rückfragen auf, die kein Ticketbericht zeigt.',
      },
    },
    {
      id: 'ces.name-one-contact',
      band: 'at_risk',
      title: {
        en: 'Give the customer one contact who sees each case through',
        de: 'Nennen Sie dem Kunden eine feste Ansprechperson, die jeden Fall bis zum Ende begleitet',
      },
      why: {
        en: 'Ease from 1 to 7: {value} (answers: {n}). Most effort comes from explaining the same thing to several people.',
        de: 'Leichtigkeit von 1 bis 7: {value} (Antworten: {n}). Die meiste Mühe macht es, mehreren Personen dasselbe zu erklären.',
      },
    },
    {
      id: 'ces.shorten-the-form',
      band: 'attention',
      title: {
        en: 'Cut the questions that are asked twice in form and reply',
        de: 'Streichen Sie Fragen, die im Formular und in der Antwort doppelt gestellt werden',
      },
      why: {
        en: 'Ease from 1 to 7: {value} (answers: {n}). Each question less is effort less, and it costs you nothing.',
        de: 'Leichtigkeit von 1 bis 7: {value} (Antworten: {n}). Jede Frage weniger ist Mühe weniger und kostet Sie nichts.',
      },
    },
    {
      id: 'ces.write-the-article',
      band: 'attention',
      title: {
        en: 'Write the article that would have spared the hardest case',
        de: 'Schreiben Sie den Hilfeartikel, der den mühsamsten Fall erspart hätte',
      },
      why: {
        en: 'Ease from 1 to 7: {value} (answers: {n}). The comments beside the low scores say where people got stuck.',
        de: 'Leichtigkeit von 1 bis 7: {value} (Antworten: {n}). Die Kommentare zu den niedrigen Noten sagen, wo es gehakt hat.',
      },
    },
    {
      id: 'ces.tell-the-story',
      band: 'healthy',
      title: {
        en: 'Use the ease of your support as an argument at renewal',
        de: 'Führen Sie die unkomplizierte Betreuung bei der Verlängerung als Argument an',
      },
      why: {
        en: 'Ease from 1 to 7: {value} (answers: {n}). Few suppliers can show that they are easy to work with; you can.',
        de: 'Leichtigkeit von 1 bis 7: {value} (Antworten: {n}). Wenige Anbieter können belegen, dass man leicht mit ihnen arbeitet. Sie können es.',
      },
    },
  ],
};
