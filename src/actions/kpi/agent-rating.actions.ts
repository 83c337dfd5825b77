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
        en: 'The CSM rates the relationship {value} of 5. Where the daily contact no longer gets anywhere, a talk one level up can clear the way.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Wo der tägliche Kontakt nicht mehr weiterkommt, kann ein Gespräch eine Ebene höher den Weg frei machen.',
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
        en: 'The CSM rates the relationship {value} of 5. You know the reasons better than any figure, and a plan with a date lets others help.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Sie kennen die Gründe besser als jede Zahl, und mit einem Plan samt Termin können andere mithelfen.',
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
        en: 'The CSM rates the relationship {value} of 5. Written down, a feeling becomes a list of points that the team can work on.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Aufgeschrieben wird aus einem Gefühl eine Liste von Punkten, an denen das Team arbeiten kann.',
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
        en: 'The CSM rates the relationship {value} of 5. A public role strengthens the bond and gives other customers a voice they trust.',
        de: 'Die Betreuung bewertet die Beziehung mit {value} von 5. Eine öffentliche Rolle festigt die Bindung und gibt anderen Kunden eine Stimme, der sie vertrauen.',
      },
    },
  ],
};
