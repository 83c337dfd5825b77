import type { Profile } from './model.ts';
import type { Curve } from './scoring.ts';

/** A start for the weights of a kind of business; why stands in definitions.md. */
export interface ScoreTemplate {
  readonly id: 'saas' | 'services' | 'physical';
  /** Of every shipped KPI that counts; they add up to 100. */
  readonly weights: Readonly<Record<string, number>>;
  /** Where the shipped curve would judge such a business wrongly. */
  readonly curves: Readonly<Record<string, Curve>>;
}

export const scoreTemplates: readonly ScoreTemplate[] = [
  {
    id: 'saas',
    weights: {
      logins: 15,
      sla: 10,
      open_invoices: 10,
      agent_rating: 10,
      adoption: 10,
      licence_use: 10,
      touchpoint: 5,
      feedback: 5,
      nps: 5,
      response_rate: 5,
      balance: 5,
      engagement: 5,
      onboarding: 5,
    },
    curves: {},
  },
  {
    id: 'services',
    weights: {
      sla: 15,
      feedback: 15,
      balance: 15,
      nps: 10,
      open_invoices: 10,
      agent_rating: 10,
      engagement: 10,
      touchpoint: 5,
      response_rate: 5,
      cadence: 5,
    },
    curves: {
      // Work sold by the hour costs most of what it earns: two fifths left over is as good as it gets.
      balance: [
        [-0.2, 0],
        [0, 25],
        [0.25, 70],
        [0.4, 100],
      ],
    },
  },
  {
    id: 'physical',
    weights: {
      sla: 20,
      open_invoices: 15,
      touchpoint: 10,
      feedback: 10,
      nps: 10,
      balance: 10,
      ces: 5,
      agent_rating: 5,
      engagement: 5,
      cadence: 5,
      growth: 5,
    },
    curves: {
      // Between two orders nobody has to talk: two missed turns are watched, four are a risk.
      cadence: [
        [1, 100],
        [2, 75],
        [4, 30],
        [6, 0],
      ],
    },
  },
];

/**
 * A profile with the weights of a template: a shipped KPI that it does not name counts nothing, one of the company's own
 * keeps its weight. Places, bands and exceptions stay. `shippedCurves` are those of the shipped KPIs, by id.
 */
export function underTemplate(
  profile: Profile,
  { weights, curves }: ScoreTemplate,
  shippedCurves: Readonly<Record<string, Curve>>,
): Profile {
  return {
    ...profile,
    kpis: profile.kpis.map((kpi) => {
      const shipped = shippedCurves[kpi.id];
      if (shipped === undefined) return kpi;
      const curve = curves[kpi.id] ?? shipped;
      return {
        ...kpi,
        weight: weights[kpi.id] ?? 0,
        curve: isSame(curve, kpi.curve) ? kpi.curve : curve,
      };
    }),
  };
}

/** Whether a profile's weights and curves are those of the template. */
export function isUnder(
  profile: Profile,
  template: ScoreTemplate,
  shippedCurves: Readonly<Record<string, Curve>>,
): boolean {
  const under = underTemplate(profile, template, shippedCurves);
  return under.kpis.every(
    ({ weight, curve }, at) =>
      weight === profile.kpis[at]?.weight && curve === profile.kpis[at]?.curve,
  );
}

const isSame = (one: Curve, other: Curve): boolean => JSON.stringify(one) === JSON.stringify(other);
