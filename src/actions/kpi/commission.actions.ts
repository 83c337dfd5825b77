import type { KpiActions } from '../action.ts';

export const commissionActions: KpiActions = {
  kpiId: 'commission',
  actions: [
    {
      id: 'commission.check-open-chances',
      band: 'at_risk',
      title: {
        en: 'Go through the open opportunities and pick the one that can still close',
        de: 'Gehen Sie die offenen Verkaufschancen durch und wählen Sie die aus, die noch gelingen kann',
      },
      why: {
        en: 'Attained of the target: {value} (targets: {n}). One chance pursued in earnest brings more than five that are kept warm.',
        de: 'Vom Ziel erreicht: {value} (Ziele: {n}). Eine ernsthaft verfolgte Chance bringt mehr als fünf, die nur warmgehalten werden.',
      },
    },
    {
      id: 'commission.talk-to-manager',
      band: 'at_risk',
      title: {
        en: 'Agree with your manager what this customer can still bring',
        de: 'Klären Sie mit Ihrer Führungskraft, was mit diesem Kunden noch zu erreichen ist',
      },
      why: {
        en: 'Attained of the target: {value} (targets: {n}). A target out of reach is better moved early than missed late.',
        de: 'Vom Ziel erreicht: {value} (Ziele: {n}). Ein unerreichbares Ziel verschiebt man besser früh, als es spät zu verfehlen.',
      },
    },
    {
      id: 'commission.bring-renewal-forward',
      band: 'attention',
      title: {
        en: 'Bring the renewal forward and close it within the period',
        de: 'Ziehen Sie die Verlängerung vor und schließen Sie sie noch in dieser Periode ab',
      },
      why: {
        en: 'Attained of the target: {value} (targets: {n}). An early renewal gives the customer certainty and counts today.',
        de: 'Vom Ziel erreicht: {value} (Ziele: {n}). Eine frühe Verlängerung gibt dem Kunden Sicherheit und zählt schon heute.',
      },
    },
    {
      id: 'commission.offer-missing-product',
      band: 'attention',
      title: {
        en: 'Offer the product this customer does not have yet',
        de: 'Bieten Sie das Produkt an, das diesem Kunden noch fehlt',
      },
      why: {
        en: 'Attained of the target: {value} (targets: {n}). Selling to a customer who knows you takes less effort than winning a new one.',
        de: 'Vom Ziel erreicht: {value} (Ziele: {n}). Bei einem Kunden, der Sie kennt, braucht ein Verkauf weniger Aufwand als bei einem neuen.',
      },
    },
    {
      id: 'commission.plan-next-period',
      band: 'healthy',
      title: {
        en: 'Prepare the opportunities of the next period',
        de: 'Bereiten Sie die Verkaufschancen der nächsten Periode vor',
      },
      why: {
        en: 'Attained of the target: {value} (targets: {n}). With the target met there is time to line up what comes next.',
        de: 'Vom Ziel erreicht: {value} (Ziele: {n}). Das Ziel ist erreicht, und damit ist Zeit für das, was als Nächstes ansteht.',
      },
    },
  ],
};
