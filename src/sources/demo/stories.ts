import { along, calm, during, type Story } from './story.ts';

export const stories = {
  steady: {
    about: 'Uses the product every week, pays on time, asks little.',
    at: () => calm,
  },
  growing: {
    about: 'Started with one team, bought twice more, and brings the next department along.',
    at: (m) => ({
      ...calm,
      active: along(m, [18, 0.5], [0, 1]),
      rating: 4.7,
      promoting: 9.3,
      talks: 1.2,
    }),
    mrrChanges: [
      [10, 1.25],
      [4, 1.2],
    ],
  },
  loudButLoyal: {
    about: 'Complains in every second ticket, and renews every year.',
    at: () => ({
      ...calm,
      tickets: 3.4,
      oneAnswer: 0.68,
      kept: 0.95,
      satisfied: 0.8,
      effort: 0.3,
      rating: 3.9,
      promoting: 8.9,
    }),
  },
  seasonalDip: {
    about: 'Goes quiet in its high season, now as a year ago, and comes back by itself.',
    at: (m) => ({
      ...calm,
      active: m < 1.1 || during(m, 13.1, 11.6) ? 0.55 : 1,
      tickets: m < 1.1 ? 0.7 : 1.4,
    }),
  },
  crisisSolved: {
    about: 'A support crisis nine months ago, a named engineer since, all well again.',
    at: (m) =>
      during(m, 9, 6)
        ? {
            ...calm,
            tickets: 4.5,
            oneAnswer: 0.3,
            kept: 0.55,
            satisfied: 0.28,
            answering: 0.12,
            active: along(m, [8.5, 0.95], [6.5, 0.4]),
            breadth: 0.3,
            effort: 0.8,
            rating: 1.3,
            promoting: 3,
            talks: 0.3,
          }
        : { ...calm, tickets: 1.5, promoting: m < 6 ? 9 : 8 },
  },
  championLeft: {
    about: 'The champion left three and a half months ago, and with her the habit of using it.',
    championLeft: 3.5,
    at: (m) => ({
      ...calm,
      active: along(m, [3.5, 1], [1.2, 0.7], [0, 0.25]),
      breadth: along(m, [3.5, 1], [0, 0.4]),
      oneAnswer: along(m, [3.5, 0.85], [2.6, 0.55]),
      kept: along(m, [3.5, 0.95], [2.6, 0.88]),
      satisfied: along(m, [3.5, 0.93], [2.6, 0.6]),
      answering: along(m, [3.5, 0.75], [2, 0.5]),
      rating: along(m, [3.5, 4.4], [1.5, 1.9]),
      promoting: along(m, [4, 8.8], [2.5, 5.5]),
      paidAfter: m < 5 ? 45 : -8,
    }),
  },
  silentChurner: {
    about: 'No complaint, no ticket, no answer: fewer people every month until nobody comes.',
    at: (m) => ({
      ...calm,
      tickets: along(m, [6, 1.2], [3, 0.1]),
      active: along(m, [5, 1], [2, 0.6], [0, 0.1]),
      breadth: along(m, [5, 1], [2, 0.3]),
      answering: along(m, [6, 0.6], [3, 0.1]),
      rating: along(m, [6, 4], [1, 1.6]),
      promoting: along(m, [6, 8], [1, 5]),
      paidAfter: m < 4 ? 62 : -4,
      talks: along(m, [6, 0.7], [2, 0.1]),
    }),
  },
  invoiceTrouble: {
    about: 'A quarrel about a delivery note: content users, and finance pays nothing.',
    billing: 'monthly',
    at: (m) => ({
      ...calm,
      tickets: 1.8,
      oneAnswer: 0.72,
      kept: 0.91,
      satisfied: 0.76,
      rating: along(m, [6, 4], [2, 2.7]),
      promoting: along(m, [8, 8.5], [5, 6]),
      paidAfter: m < 4.4 ? Number.POSITIVE_INFINITY : 12,
    }),
  },
  costly: {
    about: 'Eats its revenue in hours: custom reports, calls every week, nothing charged.',
    at: (m) => ({
      ...calm,
      tickets: 3.2,
      oneAnswer: 0.55,
      kept: 0.93,
      satisfied: 0.82,
      effort: along(m, [14, 0.5], [6, 1.1]),
      rating: 2.9,
      promoting: 7.6,
      talks: 2,
    }),
  },
  onboarding: {
    about: 'New, in the middle of its first milestones, many questions, good will.',
    at: (m) => ({
      ...calm,
      tickets: 3,
      oneAnswer: 0.74,
      kept: 0.96,
      satisfied: 0.9,
      active: along(m, [4, 0.4], [1, 1]),
      effort: 0.35,
      rating: 4,
      talks: 3,
    }),
  },
  justSigned: {
    about: 'Signed three weeks ago: a contract and a kick-off date, nothing to judge yet.',
    at: () => ({ ...calm, tickets: 0, active: 0, rating: null, answering: 0, effort: 0 }),
  },
  badData: {
    about: 'A healthy customer whose usage feed broke seven weeks ago.',
    at: (m) => ({ ...calm, active: m < 1.6 ? 0 : 1 }),
  },
  understaffed: {
    about: 'Our support cannot keep its promises to them since spring, and they say so.',
    at: (m) =>
      m < 5
        ? {
            ...calm,
            tickets: 3.2,
            oneAnswer: 0.4,
            reopening: 0.16,
            kept: 0.68,
            satisfied: 0.45,
            answering: 0.15,
            active: along(m, [5, 1], [0, 0.5]),
            breadth: along(m, [5, 1], [0, 0.3]),
            effort: 0.55,
            rating: 1.8,
            promoting: 4.5,
            paidAfter: 55,
            talks: 0.5,
          }
        : calm,
  },
  productFault: {
    about: 'A fault in the product stops their month-end; they withhold payment and look around.',
    billing: 'monthly',
    at: (m) =>
      m < 4
        ? {
            ...calm,
            tickets: 4,
            oneAnswer: 0.25,
            reopening: 0.25,
            kept: 0.62,
            satisfied: 0.25,
            active: along(m, [4, 1], [1.2, 0.8], [0, 0.3]),
            effort: 0.65,
            paidAfter: Number.POSITIVE_INFINITY,
            rating: 1.3,
            promoting: 2.5,
            talks: 2,
          }
        : calm,
  },
  priceFight: {
    about: 'Cut its seats at the renewal and argues about every invoice.',
    billing: 'monthly',
    at: (m) => ({
      ...calm,
      kept: 0.94,
      oneAnswer: 0.74,
      satisfied: 0.8,
      active: along(m, [6, 1], [4, 0.8]),
      rating: along(m, [8, 4], [4, 2.4]),
      promoting: along(m, [8, 8], [4, 5]),
      paidAfter: m < 8 ? 50 : 5,
    }),
    mrrChanges: [[4.5, 0.65]],
  },
  recovering: {
    about: 'Was lost in the head ten months ago; a sponsor and a plan turned it round.',
    at: (m) => ({
      ...calm,
      tickets: 2,
      oneAnswer: along(m, [10, 0.4], [2, 0.78]),
      kept: along(m, [10, 0.72], [3, 0.96]),
      satisfied: along(m, [10, 0.45], [3, 0.86]),
      active: along(m, [10, 0.5], [0, 1]),
      rating: along(m, [10, 1.6], [1, 4]),
      promoting: along(m, [10, 4], [2, 8.4]),
      talks: 1.5,
    }),
  },
  cameBack: {
    about: 'Left for a cheaper tool, came back after five months.',
    away: { from: 13, until: 8 },
    at: (m) =>
      during(m, 13, 8) ? { ...calm, tickets: 0, active: 0, rating: null, talks: 0.2 } : calm,
  },
  absorbed: {
    about: 'Was bought by a group that uses another system.',
    left: 8,
    leftBecause: 'acquired',
    at: (m) => ({ ...calm, active: along(m, [11, 1], [8, 0.2]) }),
  },
  lostToCompetitor: {
    about: 'Half a year of broken promises, then a competitor.',
    left: 4.5,
    leftBecause: 'competitor',
    at: (m) => ({
      ...calm,
      tickets: 3,
      oneAnswer: along(m, [12, 0.8], [9, 0.35]),
      kept: along(m, [12, 0.95], [9, 0.65]),
      satisfied: along(m, [12, 0.9], [9, 0.4]),
      active: along(m, [8, 1], [4.5, 0.3]),
      rating: along(m, [12, 4], [7, 1.5]),
      promoting: along(m, [12, 8], [7, 3]),
    }),
  },
  budgetCut: {
    about: 'The budget was cut; polite to the last day.',
    left: 2.2,
    leftBecause: 'budget',
    at: (m) => ({ ...calm, tickets: 0.6, active: along(m, [6, 1], [2.2, 0.4]), rating: 3 }),
  },
  sleeping: {
    about: 'A small contract that runs and is paid, without a sign of life.',
    at: () => ({
      ...calm,
      tickets: 0,
      active: 0,
      rating: null,
      answering: 0,
      effort: 0,
      talks: 0.04,
    }),
  },
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof stories;
