import { toReadingSettings } from '../accounts/company.ts';
import { type ChangeDay, type ExplainedChange, explainChange } from '../health/change.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import type { KpiDescription } from '../kpis/kpi.ts';
import { addDays } from '../lib/day.ts';
import type { KpiChange as KpiPoints } from '../scoring/change.ts';
import type { HealthPart } from '../scoring/health.ts';
import type { ImprovedReading } from '../scoring/improve.ts';
import { accountOf, type FoundAccount } from './account-of.ts';
import { type AsOf, askedDay, asOf } from './as-of.ts';
import type {
  ChangeBar,
  KpiChange,
  Reach,
  ReachingReading,
  ScoreChange,
} from './contract/change.ts';
import { badField, notFound } from './errors.ts';
import { rowsOf } from './kpi-rows.route.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';
import { rowDifference } from './row-difference.ts';

export const registerChange: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.change', async ({ params, query }) => {
    const { account, explained } = await changeOf(context, params.account, query);
    return {
      id: account.id,
      account_id: account.account_id,
      name: account.name,
      ...told(explained),
    };
  });
  serveRoute(app, 'account.change_rows', async ({ params, query }) => {
    const { account, company, explained } = await changeOf(context, params.account, query);
    const moved = explained.change.kpis.find(({ id }) => id === params.kpi);
    if (moved === undefined) throw notFound(`There is no KPI "${params.kpi}".`);
    const rowsOn = ({ day, descriptions }: ChangeDay) => {
      const kpi = descriptions.get(moved.id);
      if (kpi === undefined) return [];
      return rowsOf(context.db, kpi, {
        accountId: account.id,
        asOf: day,
        timeZone: company.time_zone,
        settings: toReadingSettings(company),
        windowDays: kpi.windowDays ?? 0,
      });
    };
    const { from, to } = explained;
    const [before, after] = await Promise.all([rowsOn(from), rowsOn(to)]);
    const kpi = describing(explained, moved.id);
    const columns = kpi.rows.columns.map(({ id, type }) => ({ id, type }));
    const hasFallen = (moved.after?.score ?? 0) < (moved.before?.score ?? 0);
    const { unchanged, ...rows } = rowDifference(columns, before, after, hasFallen);
    return { kpi: kpi.id, from: from.day, to: to.day, columns, ...rows, n_unchanged: unchanged };
  });
};

const daysBefore = 30;

interface Query {
  from?: string | undefined;
  to?: string | undefined;
  source?: string | undefined;
}

interface ChangeOfAccount extends Pick<AsOf, 'company'> {
  account: FoundAccount;
  explained: ExplainedChange;
}

/** The account of a path, and why its health moved between the days asked for. Throws ApiProblem. */
async function changeOf(
  context: ApiContext,
  asked: string,
  query: Query,
): Promise<ChangeOfAccount> {
  const [{ company, day }, account] = await Promise.all([
    asOf(context, undefined),
    accountOf(context.db, asked, query.source),
  ]);
  const to = query.to === undefined ? day : askedDay('to', query.to);
  const from = query.from === undefined ? addDays(to, -daysBefore) : askedDay('from', query.from);
  if (from > to) throw badField('from', 'must not lie after to');
  const history = await readingHistory(context.db, company)([account.id], to);
  const explained = await explainChange(context.db, {
    accountId: account.id,
    rows: history.get(account.id) ?? [],
    from,
    to,
    timeZone: company.time_zone,
  });
  return { account, company, explained };
}

type Told = Omit<ScoreChange, 'id' | 'account_id' | 'name'>;

function told(explained: ExplainedChange): Told {
  const { from, to, change } = explained;
  const { profile } = to;
  return {
    from: dayOf(from, change.from),
    to: dayOf(to, change.to),
    points: change.from === null || change.to === null ? null : change.to - change.from,
    bars: barsOf(explained),
    kpis: change.kpis.map((kpi) => kpiOf(kpi, explained)),
    reach: reachOf(explained),
    scoring: {
      kpis: profile.kpis.map(({ id, weight, curve }) => ({
        id,
        weight,
        curve: curve.map(([reading, score]) => [reading, score]),
      })),
      bands: profile.bands,
      hysteresis: profile.hysteresis,
      minimum_coverage: profile.minimumCoverage,
      exceptions: profile.exceptions.map(({ rule, atMost, reason }) => ({
        rule,
        at_most: atMost,
        reason,
      })),
    },
  };
}

const dayOf = (
  { day, health, bandShown, version, profile, shown }: ChangeDay,
  compared: number | null,
): Told['from'] => ({
  day,
  health: compared,
  standing: health.health,
  shown: shown === undefined ? null : { health: shown.health, band_shown: shown.bandShown },
  cap: capOf(health),
  coverage: health.coverage,
  band: health.band,
  band_shown: bandShown,
  version: version.id,
  profile: profile.name,
});

const capOf = ({ capped, uncapped }: ChangeDay['health']): Told['from']['cap'] =>
  capped === null || uncapped === null
    ? null
    : { at_most: capped.atMost, reason: capped.reason, uncapped };

/** What the last bits of sums leave where nothing moved. */
const nothing = 1e-12;

/** The change in the order a waterfall shows it. */
function barsOf({ change }: ExplainedChange): ChangeBar[] {
  const sum = (pick: (points: NonNullable<KpiPoints['points']>) => number) =>
    change.kpis.reduce((total, { points }) => total + (points === null ? 0 : pick(points)), 0);
  const data = change.kpis
    .map(({ id, points }): ChangeBar => ({ kind: 'data', kpi: id, points: points?.data ?? 0 }))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const whole: ChangeBar[] = [
    { kind: 'coverage', kpi: null, points: sum(({ coverage }) => coverage) },
    { kind: 'settings', kpi: null, points: sum(({ settings }) => settings) },
    { kind: 'cap', kpi: null, points: change.cap ?? 0 },
    { kind: 'late_facts', kpi: null, points: change.lateFacts ?? 0 },
  ];
  return [...data, ...whole].filter(({ points }) => Math.abs(points) > nothing);
}

function kpiOf({ id, before, after, points }: KpiPoints, explained: ExplainedChange): KpiChange {
  const { unit, better } = describing(explained, id);
  return {
    id,
    unit,
    better,
    before: readingOf(before, explained.from),
    after: readingOf(after, explained.to),
    points: points && { ...points, total: points.data + points.coverage + points.settings },
  };
}

function readingOf(part: HealthPart | null, { profile, shown }: ChangeDay): KpiChange['before'] {
  if (part === null) return null;
  const place = profile.kpis.find(({ id }) => id === part.id)?.place ?? -1;
  return {
    reading: part.value,
    n: part.n,
    score: part.score,
    weight: part.weight,
    share: part.share,
    shown_reading: shown?.readings[place] ?? null,
  };
}

function describing({ from, to }: ExplainedChange, id: string): KpiDescription {
  const description = to.descriptions.get(id) ?? from.descriptions.get(id);
  if (description === undefined) throw new Error(`nothing describes the KPI ${id}`);
  return description;
}

function reachOf(explained: ExplainedChange): Reach | null {
  const { improvements } = explained;
  if (improvements === null) return null;
  const readingOfKpi = ({ id, from, to }: ImprovedReading): ReachingReading => {
    const { unit, better } = describing(explained, id);
    return { kpi: id, unit, better, from, to };
  };
  const { band, edge, single, pair, withoutData } = improvements;
  return {
    band,
    edge,
    single: single.map(readingOfKpi),
    pair: (pair ?? []).map(readingOfKpi),
    without_data: withoutData.map(readingOfKpi),
  };
}
