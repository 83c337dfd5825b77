import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { ExplainedPart } from '../health/explain.ts';
import { readingState } from '../jobs/reading-state.ts';
import { kpis } from '../kpis/index.ts';
import { runningCounters } from '../rollups/running.ts';
import type { AsOf } from './as-of.ts';
import type { HealthPart } from './contract/health.ts';
import { explainedAccount } from './explained.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerHealth: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.health', async ({ params, query }) => {
    const { account, day, company, explained } = await explainedAccount(
      context,
      params.account,
      query,
    );
    const figures = await figuresOf(context.db, account.id, { day, company });
    const parts = explained.parts.map((part) => partOf(part, explained.health !== null, figures));
    const sum = (pick: (part: ExplainedPart) => number) =>
      explained.parts.reduce((total, part) => total + pick(part), 0);
    const known = explained.health !== null;
    return {
      id: account.id,
      account_id: account.account_id,
      name: account.name,
      as_of: day,
      health: explained.health,
      coverage: explained.coverage,
      band: explained.band,
      band_shown: explained.bandShown,
      parts: parts.toSorted(byPointsMissed),
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

type Figures = ReadonlyMap<string, number | null>;

function partOf(part: ExplainedPart, hasHealth: boolean, figures: Figures): HealthPart {
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
    figures: kpi.figures.map(({ id, unit }) => ({
      id,
      unit,
      value: figures.get(`${kpi.id}.${id}`) ?? null,
    })),
  };
}

/** Most points missed first; what is unknown comes last, in the order of the registry. */
const byPointsMissed = (a: HealthPart, b: HealthPart): number =>
  Number(b.known) - Number(a.known) || (b.missed_points ?? 0) - (a.missed_points ?? 0);

/** The figures beside the readings, from the same counters; by `kpi.figure`. */
async function figuresOf(
  db: Db,
  accountId: number,
  { day, company }: Pick<AsOf, 'day' | 'company'>,
): Promise<Figures> {
  const figures = kpis.flatMap((kpi) =>
    kpi.figures.map(({ id, value }) => ({ name: `${kpi.id}.${id}`, value })),
  );
  const { firstCostDay } = await readingState(db);
  const counters = runningCounters({
    accountIds: [accountId],
    until: day,
    currency: company.currency,
    firstCostDay,
  });
  const { rows } = await sql<{ figures: (number | null)[] }>`
    select array[${sql.join(figures.map(({ value }) => value))}]::float8[] as figures
    from (${counters}) c
    order by c.day desc
    limit 1`.execute(db);
  return new Map(figures.map(({ name }, index) => [name, rows[0]?.figures[index] ?? null]));
}
