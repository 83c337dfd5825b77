import { todayIn } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { healthAfterRows } from '../health/current.ts';
import {
  type HealthAfterRow,
  healthThen,
  shownBetween,
  versionsInForce,
} from '../health/health-then.ts';
import { scorerOf } from '../health/scorer.ts';
import { readVersion, type Version } from '../health/versions.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import type { ProfileKpi } from '../scoring/model.ts';
import { accountOf } from './account-of.ts';
import { askedDay, asOf } from './as-of.ts';
import type { History } from './contract/health.ts';
import { badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const mostDays = 3_660;

export const registerHistory: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.history', async ({ params, query }) => {
    const { db } = context;
    const [{ company, day }, { id }] = await Promise.all([
      asOf(context, undefined),
      accountOf(db, params.account, query.source),
    ]);
    const to = query.to === undefined ? (day ?? todayIn(company)) : askedDay('to', query.to);
    const from = query.from === undefined ? addDays(to, -365) : askedDay('from', query.from);
    if (from > to) throw badField('from', 'must not lie after to');
    if (daysBetween(from, to) > mostDays)
      throw badField('from', `may lie ${mostDays} days before to at most`);
    const [history, scorer, versions, shown] = await Promise.all([
      readingHistory(db, company)([id], to),
      versionAsked(db, query.version).then((version) => scorerOf(db, [id], version)),
      versionsInForce(db, company.time_zone),
      shownBetween(db, id, { from, to }),
    ]);
    const { kpis } = scorer.profileOn(id, to);
    const rows = history.get(id) ?? [];
    const healths = [...healthAfterRows(rows, to, scorer)];
    const scored = { version: scorer.version, healths };
    const then = await healthThen(db, { accountId: id, rows, from, to, versions, shown, scored });
    return {
      from,
      to,
      version: scorer.version.id,
      versions: versions.flatMap(({ fromDay, ...version }) =>
        fromDay !== null && fromDay >= from && fromDay <= to ? [{ day: fromDay, ...version }] : [],
      ),
      kpis: kpis.map((kpi) => kpi.id),
      points: pointsOf(healths, { from, to, kpis, then }),
    };
  });
};

/** Undefined where none is asked for, which is the current one. */
async function versionAsked(db: Db, id: number | undefined): Promise<Version | undefined> {
  if (id === undefined) return undefined;
  const version = await readVersion(db, id);
  if (version === undefined) throw badField('version', 'names no settings version');
  return version;
}

interface Spread {
  from: Day;
  to: Day;
  kpis: readonly ProfileKpi[];
  then: ReadonlyMap<Day, number | null>;
}

/** A point per day from sparse rows; the band was folded from the first row on, whatever is shown. */
function pointsOf(
  healths: readonly HealthAfterRow[],
  { from, to, kpis, then }: Spread,
): History['points'] {
  const points: History['points'] = [];
  for (const [index, { row, health: scored, shown }] of healths.entries()) {
    const { health, coverage } = scored;
    const until = healths[index + 1]?.row.day ?? addDays(to, 1);
    const readings = kpis.map(({ place }) => row.readings[place] ?? null);
    for (let day = row.day < from ? from : row.day; day < until; day = addDays(day, 1)) {
      const health_then = then.get(day) ?? null;
      points.push({ day, health, health_then, coverage, band_shown: shown, readings });
    }
  }
  return points;
}
