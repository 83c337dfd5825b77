import { z } from 'zod';
import type { KnownBand } from '../scoring/bands.ts';
import type { RecommendedAction } from './action.ts';
import { kpiActions } from './actions.ts';

const filledIn = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(longest, { error: `may have at most ${longest} characters` });

const days = (from: number, to: number) => {
  const error = `must lie between ${from} and ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
};

const Bilingual = z.object({ en: filledIn(500), de: filledIn(500) });

/**
 * When an action fires, for whom, and by when (definitions.md 6). It fires where the KPI's own score is in the band and
 * the condition holds, as far as the rule names either.
 */
export const RuleDefinition = z
  .object({
    title: Bilingual,
    /** May put in `{value}` and `{n}` where the rule names a KPI. */
    why: Bilingual,
    kpi: z.string().min(1).nullable(),
    band: z.enum(['at_risk', 'attention', 'healthy']).nullable(),
    /** CEL over readings, health, band, coverage and the attributes of the account. */
    condition: filledIn(2000).nullable(),
    /** Null: the CSM of the account. */
    ownerEmail: filledIn(200).nullable(),
    dueDays: days(0, 365),
    mode: z.enum(['suggested', 'task']),
    priority: z.enum(['high', 'medium', 'low']),
    /** Days after it was closed before it may fire again for the same account. */
    coolDownDays: days(1, 730),
    enabled: z.boolean(),
  })
  .refine(({ kpi, band }) => (kpi === null) === (band === null), {
    path: ['band'],
    message: 'a KPI needs a band, and a band a KPI',
  })
  .refine(({ kpi, condition }) => kpi !== null || condition !== null, {
    path: ['condition'],
    message: 'needs a KPI with a band, or a condition',
  });
export type RuleDefinition = z.infer<typeof RuleDefinition>;

export interface ActionRule extends RuleDefinition {
  id: string;
  /** Shipped with Hale, own: written here. */
  origin: 'shipped' | 'own';
  /** A shipped one that was changed here and can be reset. */
  edited: boolean;
}

type Pace = Pick<RuleDefinition, 'dueDays' | 'priority' | 'coolDownDays'>;

const paceOf: Record<KnownBand, Pace> = {
  at_risk: { dueDays: 7, priority: 'high', coolDownDays: 30 },
  attention: { dueDays: 14, priority: 'medium', coolDownDays: 60 },
  healthy: { dueDays: 30, priority: 'low', coolDownDays: 180 },
};

const shippedRule = (kpi: string, { id, band, title, why }: RecommendedAction): ActionRule => ({
  id,
  origin: 'shipped',
  edited: false,
  kpi,
  band,
  title,
  why,
  condition: null,
  ownerEmail: null,
  mode: 'suggested',
  enabled: true,
  ...paceOf[band],
});

/** Every shipped action as a rule, in the order of the KPIs. */
export const shippedRules: readonly ActionRule[] = kpiActions.flatMap(({ kpiId, actions }) =>
  actions.map((action) => shippedRule(kpiId, action)),
);

const shippedById = new Map(shippedRules.map((rule) => [rule.id, rule]));

export const isShipped = (ruleId: string): boolean => shippedById.has(ruleId);

export interface StoredRule {
  id: string;
  definition: RuleDefinition;
}

/** What was stored over what ships; own rules come after the shipped ones, in the order given. */
export function mergedRules(stored: readonly StoredRule[]): ActionRule[] {
  const definitions = new Map(stored.map(({ id, definition }) => [id, definition]));
  const shipped = shippedRules.map((rule): ActionRule => {
    const definition = definitions.get(rule.id);
    return definition === undefined ? rule : { ...rule, ...definition, edited: true };
  });
  const own = stored
    .filter(({ id }) => !isShipped(id))
    .map(
      ({ id, definition }): ActionRule => ({
        id,
        origin: 'own',
        edited: false,
        ...definition,
      }),
    );
  return [...shipped, ...own];
}
