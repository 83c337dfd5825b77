import type { KpiActions } from '../action.ts';

export const engagementActions: KpiActions = {
  kpiId: 'engagement',
  actions: [
    {
      id: 'engagement.meet-decision-maker',
      band: 'at_risk',
      title: {
        en: 'Get a meeting with the person who decides about the contract',
        de: 'Vereinbaren Sie ein Gespräch mit der Person, die über den Vertrag entscheidet',
      },
      why: {
        en: 'Decision makers, executives and champions we spoke with: {value} (contacts with a role: {n}). Whoever is not asked before the renewal decides without us.',
        de: 'Entscheider, Führungskräfte und Fürsprecher, mit denen wir gesprochen haben: {value} (Kontakte mit Rolle: {n}). Wer vor der Verlängerung nicht gefragt wird, entscheidet ohne uns.',
      },
    },
    {
      id: 'engagement.ask-for-introduction',
      band: 'at_risk',
      title: {
        en: 'Ask a daily user to introduce you one level up',
        de: 'Bitten Sie jemanden aus der täglichen Arbeit, Sie eine Ebene höher vorzustellen',
      },
      why: {
        en: 'Decision makers, executives and champions we spoke with: {value} (contacts with a role: {n}). An introduction from inside opens doors that our own e-mails do not.',
        de: 'Entscheider, Führungskräfte und Fürsprecher, mit denen wir gesprochen haben: {value} (Kontakte mit Rolle: {n}). Eine Empfehlung aus dem eigenen Haus öffnet Türen, die unseren E-Mails verschlossen bleiben.',
      },
    },
    {
      id: 'engagement.second-contact',
      band: 'attention',
      title: {
        en: 'Win a second ally before the first one leaves',
        de: 'Gewinnen Sie eine zweite Vertrauensperson, bevor die erste das Unternehmen verlässt',
      },
      why: {
        en: 'Decision makers, executives and champions we spoke with: {value} (contacts with a role: {n}). A relationship that hangs on one person ends with their next job.',
        de: 'Entscheider, Führungskräfte und Fürsprecher, mit denen wir gesprochen haben: {value} (Kontakte mit Rolle: {n}). Eine Beziehung, die an einer einzigen Person hängt, endet mit deren nächstem Stellenwechsel.',
      },
    },
    {
      id: 'engagement.review-with-executive',
      band: 'attention',
      title: {
        en: 'Invite an executive to the next business review',
        de: 'Laden Sie jemanden aus der Geschäftsleitung zum nächsten Business Review ein',
      },
      why: {
        en: 'Decision makers, executives and champions we spoke with: {value} (contacts with a role: {n}). A review of results is the one meeting executives take the time for.',
        de: 'Entscheider, Führungskräfte und Fürsprecher, mit denen wir gesprochen haben: {value} (Kontakte mit Rolle: {n}). Für einen Blick auf Ergebnisse nimmt sich auch die Geschäftsleitung Zeit.',
      },
    },
    {
      id: 'engagement.ask-for-reference',
      band: 'healthy',
      title: {
        en: 'Ask a champion for a reference or a talk at your event',
        de: 'Bitten Sie eine Fürsprecherin oder einen Fürsprecher um eine Referenz oder einen Vortrag',
      },
      why: {
        en: 'Decision makers, executives and champions we spoke with: {value} (contacts with a role: {n}). Relationships this broad carry a request, and a reference binds both sides.',
        de: 'Entscheider, Führungskräfte und Fürsprecher, mit denen wir gesprochen haben: {value} (Kontakte mit Rolle: {n}). So breite Beziehungen tragen eine Bitte, und eine Referenz bindet beide Seiten.',
      },
    },
  ],
};
