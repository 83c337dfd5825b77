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
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Customers who cut back once often cancel at the next renewal, and the reason decides what you can offer.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Wer einmal kürzt, kündigt oft bei der nächsten Verlängerung. Der Grund entscheidet, was Sie anbieten können.',
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
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Revenue has hardly moved for a year, and an unsolved task next to the product is the best occasion to extend it.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Der Umsatz hat sich seit einem Jahr kaum bewegt. Eine ungelöste Aufgabe rund um das Produkt ist der beste Anlass, ihn auszubauen.',
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
        en: 'Change of recurring revenue within a year: {value} (subscriptions a year ago: {n}). Agree on the next team, site or module while the budget is being planned.',
        de: 'Veränderung des wiederkehrenden Umsatzes in einem Jahr: {value} (Abonnements vor einem Jahr: {n}). Vereinbaren Sie das nächste Team, den nächsten Standort oder das nächste Modul, solange das Budget geplant wird.',
      },
    },
  ],
};
