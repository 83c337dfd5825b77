import type { KpiActions } from '../action.ts';

export const agentRatingActions: KpiActions = {
  kpiId: 'agent_rating',
  actions: [
    {
      id: 'agent_rating.involve-a-sponsor',
      band: 'at_risk',
      title: {
        en: 'Bring in an executive from your side and theirs',
        de: 'Holen Sie die Leitung beider Seiten an einen Tisch',
      },
      why: {
        en: 'The CSM rates the relationship {value} of 5. When the people who work together no longer reach each other, somebody above them must.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Wenn die unmittelbar Beteiligten sich nicht mehr erreichen, muss es eine Ebene darüber gelingen.',
      },
    },
    {
      id: 'agent_rating.write-a-rescue-plan',
      band: 'at_risk',
      title: {
        en: 'Write a rescue plan: three causes, three steps, one date',
        de: 'Schreiben Sie einen Rettungsplan: drei Ursachen, drei Schritte, ein Termin',
      },
      why: {
        en: 'The CSM rates the relationship {value} of 5. The reason is known to you before any figure shows it, so put it on paper.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Sie kennen den Grund, bevor ihn eine Zahl zeigt: Halten Sie ihn fest.',
      },
    },
    {
      id: 'agent_rating.name-the-doubt',
      band: 'attention',
      title: {
        en: 'Write down what holds the rating back and discuss it in the team',
        de: 'Halten Sie fest, was die Bewertung drückt, und besprechen Sie es im Team',
      },
      why: {
        en: 'The CSM rates the relationship {value} of 5. A doubt without a reason cannot be worked on.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. An einem Zweifel ohne Begründung lässt sich nicht arbeiten.',
      },
    },
    {
      id: 'agent_rating.meet-in-person',
      band: 'attention',
      title: {
        en: 'Arrange a meeting about goals, without a sales agenda',
        de: 'Vereinbaren Sie ein Gespräch über Ziele, ohne Verkaufsabsicht',
      },
      why: {
        en: 'The CSM rates the relationship {value} of 5. Asking what the customer wants to reach this year brings back what got lost in daily business.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Die Frage nach den Zielen des Jahres holt zurück, was im Alltag verloren ging.',
      },
    },
    {
      id: 'agent_rating.win-an-advocate',
      band: 'healthy',
      title: {
        en: 'Invite your contact to the customer advisory board or a joint talk',
        de: 'Laden Sie Ihre Ansprechperson in den Kundenbeirat oder zu einem gemeinsamen Vortrag ein',
      },
      why: {
        en: 'The CSM rates the relationship {value} of 5. A good relationship grows when both sides can show it.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Eine gute Beziehung wächst, wenn beide Seiten sie zeigen können.',
      },
    },
  ],
};
