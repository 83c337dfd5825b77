import type { KpiActions } from '../action.ts';

export const slaActions: KpiActions = {
  kpiId: 'sla',
  actions: [
    {
      id: 'sla.apologise-with-a-plan',
      band: 'at_risk',
      title: {
        en: 'Call the customer about the breaches and bring a plan with dates',
        de: 'Sprechen Sie die Verletzungen beim Kunden selbst an und bringen Sie einen Plan mit Terminen mit',
      },
      why: {
        en: 'Promised targets met: only {value} (clocks concluded: {n}). At this level the customer has noticed, and the contract may give a right to credits.',
        de: 'Eingehaltene Zusagen: nur {value} (abgeschlossene SLA-Uhren: {n}). Auf diesem Stand hat es der Kunde bemerkt, und der Vertrag kann Gutschriften vorsehen.',
      },
    },
    {
      id: 'sla.enlarge-the-team',
      band: 'at_risk',
      title: {
        en: 'Train or enlarge the support team for this customer',
        de: 'Schulen oder verstärken Sie das Supportteam für diesen Kunden',
      },
      why: {
        en: 'Promised targets met: only {value} (clocks concluded: {n}). So many breaches come from missing people or missing knowledge, seldom from chance.',
        de: 'Eingehaltene Zusagen: nur {value} (abgeschlossene SLA-Uhren: {n}). So viele Verletzungen entstehen aus fehlenden Kräften oder fehlendem Wissen, selten aus Zufall.',
      },
    },
    {
      id: 'sla.review-targets',
      band: 'at_risk',
      title: {
        en: 'Review the promised targets, above all those of new customers',
        de: 'Prüfen Sie die zugesagten Zielzeiten, vor allem bei neuen Kunden',
      },
      why: {
        en: 'Promised targets met: only {value} (clocks concluded: {n}). Targets are often copied from a contract with other service hours and do not fit what was sold.',
        de: 'Eingehaltene Zusagen: nur {value} (abgeschlossene SLA-Uhren: {n}). Zielzeiten werden oft aus Verträgen mit anderen Servicezeiten übernommen und passen dann nicht zum verkauften Umfang.',
      },
    },
    {
      id: 'sla.tighten-internal-targets',
      band: 'attention',
      title: {
        en: 'Tighten the internal targets so that the warning comes earlier',
        de: 'Setzen Sie die internen Zielzeiten enger, damit die Warnung früher kommt',
      },
      why: {
        en: 'Promised targets met: {value} (clocks concluded: {n}). A wider margin between the internal and the promised target catches the next breach before it happens.',
        de: 'Eingehaltene Zusagen: {value} (abgeschlossene SLA-Uhren: {n}). Ein größerer Abstand zwischen interner und zugesagter Zielzeit fängt die nächste Verletzung vorher ab.',
      },
    },
    {
      id: 'sla.route-by-priority',
      band: 'attention',
      title: {
        en: "Route this customer's urgent tickets past the general queue",
        de: 'Leiten Sie dringende Tickets dieses Kunden an der allgemeinen Warteschlange vorbei',
      },
      why: {
        en: 'Promised targets met: {value} (clocks concluded: {n}). Most breaches are first replies that waited in the queue.',
        de: 'Eingehaltene Zusagen: {value} (abgeschlossene SLA-Uhren: {n}). Die meisten Verletzungen sind erste Antworten, die in der Warteschlange lagen.',
      },
    },
    {
      id: 'sla.offer-premium-support',
      band: 'healthy',
      title: {
        en: 'Show the record in the next review and offer the higher support tier',
        de: 'Zeigen Sie die Bilanz im nächsten Review und bieten Sie die höhere Supportstufe an',
      },
      why: {
        en: 'Promised targets met: {value} (clocks concluded: {n}). A kept promise is the best argument for a stronger one.',
        de: 'Eingehaltene Zusagen: {value} (abgeschlossene SLA-Uhren: {n}). Eine gehaltene Zusage ist das beste Argument für eine weiter gehende.',
      },
    },
  ],
};
