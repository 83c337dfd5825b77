import type { ExplainedPart } from '../health/explain.ts';
import { trendOf, unknownSince } from '../health/reading-past.ts';
import type { StoredReadings } from '../health/reading-rows.ts';
import { sparklineDays } from '../health/write-current.ts';
import { type Figure, figuresOf } from '../jobs/kpi-figures.ts';
import { usedParameter } from '../kpis/parameter.ts';
import type { Day } from '../lib/day.ts';
import type { ProfileKpi } from '../scoring/model.ts';
import type { HealthPart } from './contract/health.ts';
import { explainedAccount } from './explained.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerHealth: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.health', async ({ params, query }) => {
    const { account, day, company, explained, rows, settingsVersion, parentHealth } =
      await explainedAccount(context, params.account, query);
    const figures = await figuresOf(context.db, {
      company,
      accountId: account.id,
      day,
      kpis: explained.parts.map(({ kpi }) => kpi),
    });
    const days = sparklineDays(day);
    const parts = explained.parts.map((part, index) => ({
      ...partOf(part, explained.health !== null, figures.get(part.kpi.id) ?? []),
      ...pastOf(rows, days, explained.profile.kpis[index]),
    }));
    const sum = (pick: (part: ExplainedPart) => number) =>
      explained.parts.reduce((total, part) => total + pick(part), 0);
    const known = explained.health !== null;
    return {
      id: account.id,
      account_id: account.account_id,
      name: account.name,
      as_of: day,
      health: explained.health,
      uncapped: explained.uncapped,
      capped: explained.capped && {
        at_most: explained.capped.atMost,
        reason: explained.capped.reason,
      },
      parent_health: parentHealth,
      settings_version: settingsVersion,
      profile: { id: explained.profile.id, name: explained.profile.name },
      coverage: explained.coverage,
      band: explained.band,
      band_shown: explained.bandShown,
      hysteresis: explained.profile.hysteresis,
      parts: parts.toSorted(byPointsMissed),
      trend_days: days,
      sums: {
        weight_known: sum(({ weight, score }) => (score === null ? 0 : weight)),
        weight_all: sum(({ weight }) => weight),
        earned_points: known ? sum(({ earned }) => earned ?? 0) : null,
        missed_points: known ? sum(({ missed }) => missed ?? 0) : null,
        n_known_kpis: explained.knownKpis,
        n_kpis: explained.countedKpis,
      },
      to_next_band: explained.toNextBand,
    };
  });
};

function partOf(
  part: ExplainedPart,
  hasHealth: boolean,
  figures: readonly Figure[],
): Omit<HealthPart, 'trend' | 'unknown_since'> {
  const { kpi, value, score, share, earned, missed } = part;
  const counts = score !== null && part.weight > 0;
  return {
    id: kpi.id,
    unit: kpi.unit,
    better: kpi.better,
    reading: value,
    n: part.n,
    min_n: kpi.minimumRows,
    window_days: kpi.windowDays,
    parameter: usedParameter(kpi),
    score,
    score_band: part.scoreBand,
    weight: part.weight,
    share: counts ? share : null,
    earned_points: earned,
    maximum_points: counts && hasHealth ? share * 100 : null,
    missed_points: missed,
    curve: part.curve.map(([reading, points]) => [reading, points]),
    target_reading: part.targetReading,
    known: score !== null,
    reason_unknown: part.reasonUnknown,
    figures: figures.map((figure) => ({ ...figure })),
  };
}

/** How the reading has come to where it is; nothing where the KPI has no place yet. */
const pastOf = (
  rows: readonly StoredReadings[],
  days: readonly Day[],
  kpi: ProfileKpi | undefined,
): Pick<HealthPart, 'trend' | 'unknown_since'> =>
  kpi === undefined
    ? { trend: { readings: [], scores: [] }, unknown_since: null }
    : { trend: trendOf(rows, { days, ...kpi }), unknown_since: unknownSince(rows, kpi.place) };

/** Most points missed first; what is unknown comes last, in the order of the registry. */
const byPointsMissed = (a: HealthPart, b: HealthPart): number =>
  Number(b.known) - Number(a.known) || (b.missed_points ?? 0) - (a.missed_points ?? 0);
