import type { KpiActions } from '../action.ts';

export const onboardingActions: KpiActions = {
  kpiId: 'onboarding',
  actions: [
    {
      id: 'onboarding.reset-the-plan',
      band: 'at_risk',
      title: {
        en: 'Sit down with the sponsor and set new dates that both sides can keep',
        de: 'Setzen Sie mit dem Projektverantwortlichen neue Termine, die beide Seiten halten können',
      },
      why: {
        en: 'Onboarding steps due and done: {value} (steps due: {n}). Customers who do not get started rarely renew, and a plan nobody believes in helps no one.',
        de: 'Fällige und erledigte Schritte der Einführung: {value} (fällige Schritte: {n}). Wer nicht in Gang kommt, verlängert selten, und ein Plan, an den niemand glaubt, hilft keinem.',
      },
    },
    {
      id: 'onboarding.lend-a-specialist',
      band: 'at_risk',
      title: {
        en: 'Lend a specialist until the first use case runs',
        de: 'Stellen Sie eine Fachkraft ab, bis der erste Anwendungsfall läuft',
      },
      why: {
        en: 'Onboarding steps due and done: {value} (steps due: {n}). One thing that works is worth more than five that are begun.',
        de: 'Fällige und erledigte Schritte der Einführung: {value} (fällige Schritte: {n}). Eine Sache, die läuft, ist mehr wert als fünf angefangene.',
      },
    },
    {
      id: 'onboarding.clear-the-blocker',
      band: 'attention',
      title: {
        en: 'Ask what blocks the oldest open step, and clear that first',
        de: 'Fragen Sie, was den ältesten offenen Schritt aufhält, und räumen Sie das zuerst aus dem Weg',
      },
      why: {
        en: 'Onboarding steps due and done: {value} (steps due: {n}). Later steps wait for it, however much is done beside it.',
        de: 'Fällige und erledigte Schritte der Einführung: {value} (fällige Schritte: {n}). Die späteren Schritte warten darauf, was auch immer daneben geschieht.',
      },
    },
    {
      id: 'onboarding.remind-with-value',
      band: 'attention',
      title: {
        en: 'Remind them of the next step by what they gain from it',
        de: 'Erinnern Sie an den nächsten Schritt mit dem Nutzen, den er bringt',
      },
      why: {
        en: 'Onboarding steps due and done: {value} (steps due: {n}). A date alone moves nobody; a result does.',
        de: 'Fällige und erledigte Schritte der Einführung: {value} (fällige Schritte: {n}). Ein Termin allein bewegt niemanden, ein Ergebnis schon.',
      },
    },
    {
      id: 'onboarding.plan-the-second-use',
      band: 'healthy',
      title: {
        en: 'Plan the second use case while the first is finishing',
        de: 'Planen Sie den zweiten Anwendungsfall, während der erste abgeschlossen wird',
      },
      why: {
        en: 'Onboarding steps due and done: {value} (steps due: {n}). The team is on schedule, and the second use case builds on what it has just learned.',
        de: 'Fällige und erledigte Schritte der Einführung: {value} (fällige Schritte: {n}). Das Team liegt im Plan, und der zweite Anwendungsfall baut auf dem auf, was es gerade gelernt hat.',
      },
    },
  ],
};
