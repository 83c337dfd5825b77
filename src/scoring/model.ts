import { z } from 'zod';
import type { ScoringSettings } from './scoring.ts';

const points = z.number().min(0).max(100);

/** Points (reading, score), ascending in the reading. */
const CurveOfModel = z
  .array(z.tuple([z.number(), points]).readonly())
  .min(1)
  .refine(
    (curve) =>
      curve.every(([reading], index) => index === 0 || (curve[index - 1]?.[0] ?? 0) < reading),
    'readings of a curve ascend',
  )
  .readonly();

const ProfileKpi = z.object({
  id: z.string().min(1),
  weight: z.number().min(0),
  curve: CurveOfModel,
  place: z.int().min(0),
  /** Trailing days of this place; null: as the KPI ships. */
  windowDays: z.int().min(1).max(1095).nullable(),
  /** The KPI's parameter at this place; null: as the KPI ships, as in versions made before there was one. */
  parameter: z
    .union([z.string().min(1), z.number()])
    .nullable()
    .default(null),
});
export type ProfileKpi = z.infer<typeof ProfileKpi>;

/** Health is at most `atMost` while the rule over the account's readings holds; the reason is shown beside it. */
const ScoreException = z.object({
  rule: z.string().min(1),
  atMost: points,
  reason: z.string().trim().min(1),
});
export type ScoreException = z.infer<typeof ScoreException>;

const Profile = z.object({
  id: z.string().min(1),
  name: z.string().trim().min(1),
  /** CEL over an account's attributes; null matches every account. */
  rule: z.string().min(1).nullable(),
  kpis: z.array(ProfileKpi).readonly(),
  bands: z
    .object({ healthy: points, attention: points })
    .refine(({ healthy, attention }) => attention < healthy, 'attention lies below healthy'),
  hysteresis: z.number().min(0).max(20),
  minimumCoverage: z.number().min(0).max(1),
  exceptions: z.array(ScoreException).readonly(),
});
export type Profile = z.infer<typeof Profile> & ScoringSettings;

/** What a settings version holds: profiles, of which an account's first match scores it (definitions.md 5). */
export const ScoringModel = z.object({
  profiles: z
    .array(Profile)
    .min(1)
    .refine((profiles) => profiles.at(-1)?.rule === null, 'the last profile matches every account')
    .refine(
      (profiles) => new Set(profiles.map(({ id }) => id)).size === profiles.length,
      'two profiles have the same id',
    )
    .readonly(),
  /** How the health of a parent account follows from its own and its children's. */
  parents: z.enum(['own', 'mean', 'worst', 'arr_weighted']),
});
export type ScoringModel = z.infer<typeof ScoringModel>;

/** The profile for accounts that no rule names. Throws where a model has none, which parsing rules out. */
export function lastProfile(model: ScoringModel): Profile {
  const profile = model.profiles.at(-1);
  if (profile === undefined) throw new RangeError('A model has at least one profile.');
  return profile;
}
