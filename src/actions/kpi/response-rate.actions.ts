import type { KpiActions } from '../action.ts';

export const responseRateActions: KpiActions = {
  kpiId: 'response_rate',
  actions: [
    {
      id: 'response_rate.check-the-addresses',
      band: 'at_risk',
      title: {
        en: 'Check that your surveys go to people who still work there',
        de: 'Prüfen Sie, ob Ihre Umfragen an die heutigen Ansprechpersonen gehen',
      },
      why: {
        en: 'Surveys answered: {value} (surveys sent: {n}). Silence often means a wrong address, and sometimes that the customer has turned away.',
        de: 'Beantwortete Umfragen: {value} (versandte Umfragen: {n}). Schweigen heißt oft falsche Adresse, und manchmal, dass der Kunde sich abgewandt hat.',
      },
    },
    {
      id: 'response_rate.ask-in-person',
      band: 'at_risk',
      title: {
        en: 'Call and ask the one question that the survey asks',
        de: 'Rufen Sie an und stellen Sie die eine Frage der Umfrage selbst',
      },
      why: {
        en: 'Surveys answered: {value} (surveys sent: {n}). Who does not write often talks, and a call shows that the answer counts.',
        de: 'Beantwortete Umfragen: {value} (versandte Umfragen: {n}). Wer nicht schreibt, redet oft gern, und ein Anruf zeigt, dass die Antwort zählt.',
      },
    },
    {
      id: 'response_rate.ask-less-often',
      band: 'attention',
      title: {
        en: 'Ask less often, and right after the event it is about',
        de: 'Fragen Sie seltener, und zwar gleich nach dem Anlass',
      },
      why: {
        en: 'Surveys answered: {value} (surveys sent: {n}). People answer while they remember, and tire when asked without occasion.',
        de: 'Beantwortete Umfragen: {value} (versandte Umfragen: {n}). Man antwortet, solange man sich erinnert, und ermüdet bei Fragen ohne Anlass.',
      },
    },
    {
      id: 'response_rate.show-what-changed',
      band: 'attention',
      title: {
        en: 'Write what changed because of the last answers',
        de: 'Schreiben Sie den Befragten, was sich durch die letzten Antworten geändert hat',
      },
      why: {
        en: 'Surveys answered: {value} (surveys sent: {n}). People answer again when they see that their last answer had an effect.',
        de: 'Beantwortete Umfragen: {value} (versandte Umfragen: {n}). Wer sieht, dass die letzte Antwort etwas bewirkt hat, antwortet wieder.',
      },
    },
    {
      id: 'response_rate.invite-to-the-circle',
      band: 'healthy',
      title: {
        en: 'Invite those who answer to a customer advisory group',
        de: 'Laden Sie die fleißigsten Antwortenden in einen Kundenbeirat ein',
      },
      why: {
        en: 'Surveys answered: {value} (surveys sent: {n}). They like to speak with you; give them a place for it.',
        de: 'Beantwortete Umfragen: {value} (versandte Umfragen: {n}). Diese Menschen sprechen gern mit Ihnen: Geben Sie ihnen einen Rahmen dafür.',
      },
    },
  ],
};
