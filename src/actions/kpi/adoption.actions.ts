import type { KpiActions } from '../action.ts';

export const adoptionActions: KpiActions = {
  kpiId: 'adoption',
  actions: [
    {
      id: 'adoption.return-to-goal',
      band: 'at_risk',
      title: {
        en: 'Go back to the goal they bought the product for',
        de: 'Gehen Sie zurück zu dem Ziel, für das gekauft wurde',
      },
      why: {
        en: 'Key features in use: {value} (uses in half a year: {n}). Agree which two of the unused features bring that goal closer, and start with these.',
        de: 'Genutzte Kernfunktionen: {value} (Nutzungen im letzten halben Jahr: {n}). Vereinbaren Sie, welche zwei der ungenutzten Funktionen dem Ziel am nächsten kommen, und beginnen Sie mit diesen.',
      },
    },
    {
      id: 'adoption.one-feature-plan',
      band: 'at_risk',
      title: {
        en: 'Agree on one feature to introduce in the next 30 days',
        de: 'Vereinbaren Sie eine einzige Funktion, die in den nächsten 30 Tagen eingeführt wird',
      },
      why: {
        en: 'Key features in use: {value} (uses in half a year: {n}). One feature with a date succeeds more often than a tour of all of them.',
        de: 'Genutzte Kernfunktionen: {value} (Nutzungen im letzten halben Jahr: {n}). Eine Funktion mit Termin gelingt öfter als ein Rundgang durch alle.',
      },
    },
    {
      id: 'adoption.show-use-case',
      band: 'attention',
      title: {
        en: 'Show how a similar customer uses the features they lack',
        de: 'Zeigen Sie, wie ein ähnlicher Kunde die bisher ungenutzten Funktionen einsetzt',
      },
      why: {
        en: 'Key features in use: {value} (uses in half a year: {n}). An example from the same line of work convinces sooner than a list of functions.',
        de: 'Genutzte Kernfunktionen: {value} (Nutzungen im letzten halben Jahr: {n}). Ein Beispiel aus der eigenen Branche überzeugt eher als eine Liste von Funktionen.',
      },
    },
    {
      id: 'adoption.train-power-users',
      band: 'attention',
      title: {
        en: 'Train two power users who carry it on in their teams',
        de: 'Schulen Sie zwei Power-User, die ihr Wissen in die Teams tragen',
      },
      why: {
        en: 'Key features in use: {value} (uses in half a year: {n}). Colleagues are asked first, long before our documentation.',
        de: 'Genutzte Kernfunktionen: {value} (Nutzungen im letzten halben Jahr: {n}). Kolleginnen und Kollegen werden zuerst gefragt, lange vor unserer Dokumentation.',
      },
    },
    {
      id: 'adoption.offer-next-product',
      band: 'healthy',
      title: {
        en: 'Propose the next product or the bigger plan',
        de: 'Schlagen Sie das nächste Produkt oder den größeren Tarif vor',
      },
      why: {
        en: 'Key features in use: {value} (uses in half a year: {n}). Whoever uses nearly everything is ready for what comes next.',
        de: 'Genutzte Kernfunktionen: {value} (Nutzungen im letzten halben Jahr: {n}). Wer fast alles nutzt, ist bereit für den nächsten Schritt.',
      },
    },
  ],
};
