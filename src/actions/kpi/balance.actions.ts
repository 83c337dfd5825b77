import type { KpiActions } from '../action.ts';

export const balanceActions: KpiActions = {
  kpiId: 'balance',
  actions: [
    {
      id: 'balance.charge-extra-effort',
      band: 'at_risk',
      title: {
        en: 'Charge for effort beyond the contract',
        de: 'Berechnen Sie Leistungen, die über den Vertrag hinausgehen',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). Work nobody agreed on is the first place to look.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Leistungen, die niemand vereinbart hat, sind die erste Stelle, an der Sie suchen sollten.',
      },
    },
    {
      id: 'balance.renegotiate',
      band: 'at_risk',
      title: {
        en: 'Prepare a new price or a smaller scope for the renewal',
        de: 'Bereiten Sie zur Verlängerung einen neuen Preis oder einen kleineren Umfang vor',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). Renewing on the same terms means renewing the loss.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Wer zu gleichen Bedingungen verlängert, verlängert den Verlust.',
      },
    },
    {
      id: 'balance.move-to-self-service',
      band: 'attention',
      title: {
        en: 'Move recurring requests to self-service',
        de: 'Verlagern Sie wiederkehrende Anfragen in die Selbsthilfe',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). Requests that come every week cost most and are easiest to hand over.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Anfragen, die jede Woche kommen, kosten am meisten und lassen sich am leichtesten abgeben.',
      },
    },
    {
      id: 'balance.check-where-hours-go',
      band: 'attention',
      title: {
        en: 'Look where the hours go and agree a monthly limit',
        de: 'Sehen Sie nach, wohin die Stunden gehen, und vereinbaren Sie eine monatliche Obergrenze',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). A limit that both sides know is kept without a quarrel.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Eine Obergrenze, die beide Seiten kennen, wird ohne Streit eingehalten.',
      },
    },
    {
      id: 'balance.invest-in-growth',
      band: 'healthy',
      title: {
        en: 'Invest an hour in finding the next use case',
        de: 'Investieren Sie eine Stunde in den nächsten Anwendungsfall',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). There is room for attention that brings an upsell.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Es ist Spielraum da für Zuwendung, aus der ein Upselling entsteht.',
      },
    },
  ],
};
