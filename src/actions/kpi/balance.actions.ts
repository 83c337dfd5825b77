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
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). Look first for work that nobody agreed on.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Suchen Sie zuerst nach Leistungen, die niemand vereinbart hat.',
      },
    },
    {
      id: 'balance.move-to-self-service',
      band: 'at_risk',
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
      id: 'balance.end-the-costliest-topic',
      band: 'attention',
      title: {
        en: 'Find the topic that takes most hours, and end it with a fix or an article',
        de: 'Finden Sie das Thema mit den meisten Stunden und beenden Sie es durch eine Korrektur oder einen Artikel',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). A few topics usually make up most of the effort.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Meist verursachen wenige Themen den größten Teil des Aufwands.',
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
        en: 'Plan a workshop on the next use case',
        de: 'Planen Sie einen Workshop zum nächsten Anwendungsfall',
      },
      why: {
        en: 'Left of the revenue after the cost of serving: {value} (rows counted: {n}). The margin leaves room to look together for what the customer needs next.',
        de: 'Vom Umsatz bleibt nach den Betreuungskosten: {value} (gezählte Buchungen: {n}). Die Marge lässt Raum, gemeinsam herauszufinden, was der Kunde als Nächstes braucht.',
      },
    },
  ],
};
