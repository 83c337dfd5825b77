import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '../db/connect.ts';
import {
  type BandCounts,
  type BandMember,
  bandHistory,
  bandMembers,
} from '../health/band-history.ts';
import { currentVersion } from '../health/versions.ts';
import { readingState } from '../jobs/reading-state.ts';
import { touchedCount } from '../jobs/touched.ts';
import type { Day } from '../lib/day.ts';
import { stateOfGround } from '../proof/report.ts';
import { asOf } from './as-of.ts';
import { type BandHistory, BandHistoryQuery, type BandMembers } from './contract/band-history.ts';
import { SheetQuery } from './contract/sheet.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';
import { sendSheet } from './send-sheet.ts';

const BandSheetQuery = BandHistoryQuery.extend(SheetQuery.shape);

/** Histories kept, each of some weeks up to a day. */
const mostKept = 8;

export const registerBandHistory: RegisterRoutes = (app, context) => {
  const { db } = context;
  const historyOf = keptHistories(db);

  const history = async ({
    as_of,
    weeks,
  }: z.output<typeof BandHistoryQuery>): Promise<BandHistory> => {
    const { day, hasReadings } = await dayWithReadings(context, as_of);
    const { id } = await currentVersion(db);
    const counted = hasReadings ? await historyOf(day, weeks) : [];
    return {
      as_of: day,
      version: id,
      weeks: counted.map(({ day: on, counts, meanHealth }) => ({
        day: on,
        ...counts,
        mean_health: meanHealth,
      })),
    };
  };
  serveRoute(app, 'portfolio.band_history', ({ query }) => history(query));
  app.get<{ Querystring: z.output<typeof BandSheetQuery> }>(
    '/api/v1/portfolio/band-history.csv',
    { config: { action: 'account.read' }, schema: { hide: true, querystring: BandSheetQuery } },
    async ({ query: { language, ...query } }, reply) => {
      const { weeks } = await history(query);
      return sendSheet(reply, language, {
        name: 'band-history',
        columns: weekColumns,
        batches: [weeks.map((week) => weekColumns.map((column) => week[column]))],
      });
    },
  );
  serveRoute(app, 'portfolio.band_members', async ({ query }): Promise<BandMembers> => {
    const { day, hasReadings } = await dayWithReadings(context, query.as_of);
    const { id } = await currentVersion(db);
    const all = hasReadings ? await bandMembers(db, day) : [];
    const { band } = query;
    const chosen = band === undefined ? all : all.filter((member) => member.band === band);
    return {
      as_of: day,
      version: id,
      total: chosen.length,
      rows: (await namedRows(db, chosen)).slice(query.offset, query.offset + query.limit),
    };
  });
};

const weekColumns = ['day', 'healthy', 'attention', 'at_risk', 'unknown', 'mean_health'] as const;

/** The day asked for, at most the last one with readings. */
async function dayWithReadings(context: ApiContext, asked: string | undefined) {
  const [{ day }, { currentDay }] = await Promise.all([
    asOf(context, asked),
    readingState(context.db),
  ]);
  return {
    day: currentDay !== null && day > currentDay ? currentDay : day,
    hasReadings: currentDay !== null,
  };
}

/** Counts a history once for as long as settings and facts stand still; who asks meanwhile waits for the same one. */
function keptHistories(db: Db) {
  const kept = new Map<string, Promise<BandCounts[]>>();
  return async (until: Day, weeks: number): Promise<BandCounts[]> => {
    const [state, { all: due }] = await Promise.all([stateOfGround(db), touchedCount(db)]);
    // Readings are on their way: what is counted now may be old in a moment.
    if (due > 0) return bandHistory(db, { until, weeks });
    const key = `${until} ${weeks} ${state}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const counted = bandHistory(db, { until, weeks });
    kept.set(key, counted);
    counted.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return counted;
  };
}

/** The lowest health first, unknown ones last, then by account_id in code point order. */
async function namedRows(db: Db, members: readonly BandMember[]): Promise<BandMembers['rows']> {
  const { rows } = await sql<BandMembers['rows'][number]>`
    select account.external_id as account_id, account.id, account.name, member.band, member.health
    from unnest(
      ${members.map(({ id }) => id)}::int[], ${members.map(({ band }) => band)}::text[],
      ${members.map(({ health }) => health)}::float8[]
    ) member (id, band, health)
    join account.account on account.id = member.id
    order by member.health nulls last, account.external_id collate "C", account.id`.execute(db);
  return rows;
}
