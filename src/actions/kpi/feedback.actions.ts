import type { KpiActions } from '../action.ts';

export const feedbackActions: KpiActions = {
  kpiId: 'feedback',
  actions: [
    {
      id: 'feedback.call-the-dissatisfied',
      band: 'at_risk',
      title: {
        en: 'Call everyone who answered badly, within two working days',
        de: 'Rufen Sie alle, die schlecht bewertet haben, innerhalb von zwei Arbeitstagen an',
      },
      why: {
        en: 'Satisfied with support: only {value} (answers: {n}). A personal call after a bad answer is remembered longer than the fault.',
        de: 'Zufrieden mit dem Support: nur {value} (Antworten: {n}). Ein persönlicher Anruf nach einer schlechten Bewertung bleibt länger im Gedächtnis als der Fehler.',
      },
    },
    {
      id: 'feedback.find-the-common-cause',
      band: 'at_risk',
      title: {
        en: 'Sort the bad answers by cause and take the largest one to the product or support lead',
        de: 'Ordnen Sie die schlechten Bewertungen nach Ursache und tragen Sie die größte in die Produkt- oder Supportleitung',
      },
      why: {
        en: 'Satisfied with support: only {value} (answers: {n}). With a share this low there is usually one cause behind most answers.',
        de: 'Zufrieden mit dem Support: nur {value} (Antworten: {n}). Bei einem so niedrigen Anteil steht meist eine einzige Ursache hinter den meisten Bewertungen.',
      },
    },
    {
      id: 'feedback.read-the-comments',
      band: 'attention',
      title: {
        en: 'Read the comments and answer each of them',
        de: 'Lesen Sie die Kommentare und beantworten Sie jeden',
      },
      why: {
        en: 'Satisfied with support: {value} (answers: {n}). An answered comment shows that the survey is read, and brings more answers next time.',
        de: 'Zufrieden mit dem Support: {value} (Antworten: {n}). Ein beantworteter Kommentar zeigt, dass die Umfrage gelesen wird, und bringt beim nächsten Mal mehr Antworten.',
      },
    },
    {
      id: 'feedback.review-bad-tickets',
      band: 'attention',
      title: {
        en: 'Review the badly rated tickets with the agents who solved them',
        de: 'Besprechen Sie die schlecht bewerteten Tickets mit denen, die sie gelöst haben',
      },
      why: {
        en: 'Satisfied with support: {value} (answers: {n}). Tone, speed and solution need different remedies, and those who solved the ticket know best which one.',
        de: 'Zufrieden mit dem Support: {value} (Antworten: {n}). Ton, Tempo und Lösung verlangen verschiedene Abhilfe, und wer das Ticket gelöst hat, weiß am besten, welche.',
      },
    },
    {
      id: 'feedback.ask-for-a-reference',
      band: 'healthy',
      title: {
        en: 'Ask for a reference or a public review',
        de: 'Bitten Sie um eine Referenz oder eine öffentliche Bewertung',
      },
      why: {
        en: 'Satisfied with support: {value} (answers: {n}). People who have just praised you say yes most easily.',
        de: 'Zufrieden mit dem Support: {value} (Antworten: {n}). Wer gerade gelobt hat, sagt am leichtesten zu.',
      },
    },
  ],
};
