import type { KpiActions } from '../action.ts';

export const growthActions: KpiActions = {
  kpiId: 'growth',
  actions: [
    {
      id: 'growth.understand-contraction',
      band: 'at_risk',
      title: {
        en: 'Find out what was cancelled, and who decided it',
        de: 'Klären Sie, was gekündigt wurde und wer das entschieden hat',
      },
      why: {
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). A cut is often the first half of a goodbye.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Eine Kürzung ist oft die erste Hälfte eines Abschieds.',
      },
    },
    {
      id: 'growth.secure-remaining',
      band: 'at_risk',
      title: {
        en: 'Secure what is left with a longer term',
        de: 'Sichern Sie den verbliebenen Umfang mit einer längeren Laufzeit',
      },
      why: {
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Before growth is discussed again, the rest has to stand firm.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Bevor wieder über Wachstum gesprochen wird, muss der Rest feststehen.',
      },
    },
    {
      id: 'growth.find-open-need',
      band: 'attention',
      title: {
        en: 'Ask which task next to the product is still unsolved',
        de: 'Fragen Sie, welche Aufgabe rund um das Produkt noch ungelöst ist',
      },
      why: {
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Standing still is decided anew at each renewal.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Über Stillstand wird bei jeder Verlängerung neu entschieden.',
      },
    },
    {
      id: 'growth.show-value',
      band: 'attention',
      title: {
        en: 'Put the value of the past year into figures',
        de: 'Belegen Sie den Nutzen des vergangenen Jahres mit Zahlen',
      },
      why: {
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Budgets grow where a result stands beside the price.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Budgets wachsen dort, wo neben dem Preis ein Ergebnis steht.',
      },
    },
    {
      id: 'growth.plan-next-step',
      band: 'healthy',
      title: {
        en: 'Plan the next step of growth with a date and a contact',
        de: 'Planen Sie den nächsten Wachstumsschritt mit Termin und Ansprechperson',
      },
      why: {
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Growth that has a plan goes on; growth by chance stops.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Geplantes Wachstum geht weiter, zufälliges bleibt stehen.',
      },
    },
  ],
};
