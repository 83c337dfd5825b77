import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../src/db/test-database.ts';
import { changeSetting } from '../src/jobs/change-setting.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import { batchesOf, store } from './product.ts';

const today = parseDay('2026-03-31');
const accounts = ['a', 'b'];

type Database = Awaited<ReturnType<typeof freshDatabase>>;

/** What the rollups of usage say, and what the facts say, counted as a whole. */
async function counted({ db }: Database) {
  const { rows: kept } = await sql`
    select 'user' as what, account_id::text as who, user_id as name, day, 1 as n from rollup.user_day
    union all select 'feature', account_id::text, feature, day, usage_rows from rollup.feature_day
    union all select 'company', '', feature, day, accounts
      from rollup.company_feature_day where accounts > 0
    order by what, who, name, day`.execute(db);
  const { rows: facts } = await sql`
    with used as (
      select account_id, user_id, feature, (at at time zone (
        select coalesce(max(value), 'UTC') from app.setting where key = 'time_zone'
      ))::date as day
      from fact.usage_event where coalesce(count, 1) > 0
      union all
      select account_id, user_id, feature, day from fact.usage_day where coalesce(count, 1) > 0
    )
    select 'user' as what, account_id::text as who, user_id as name, day, 1 as n
    from used group by account_id, user_id, day
    union all
    select 'feature', account_id::text, feature, day, count(*)::int
    from used where feature is not null group by account_id, feature, day
    union all
    select 'company', '', feature, day, count(distinct account_id)::int
    from used where feature is not null group by feature, day
    order by what, who, name, day`.execute(db);
  return { kept, facts };
}

const rarely = <T>(usual: T, rare: T) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constant(rare) },
  );

/** So few different ones that they meet again and again. */
const use = fc.record({
  account_id: fc.constantFrom(...accounts),
  user_id: fc.constantFrom('ann', 'bob', 'cem', 'dan'),
  feature: fc.constantFrom('', 'search', 'search', 'export'),
  day: fc.constantFrom('2026-03-01', '2026-03-29'),
  hour: fc.constantFrom('00:30', '09:00', '12:00', '15:00', '23:30'),
  count: rarely('', '0'),
  deleted: rarely('', 'true'),
});
type Use = typeof use extends fc.Arbitrary<infer T> ? T : never;

const step = fc.record({
  uses: fc.array(use, { minLength: 1, maxLength: 3 }),
  isCounted: fc.boolean(),
  timeZone: rarely<string | null>(null, 'Asia/Kathmandu'),
});

/** Both files of usage, each with the same uses: what is in either counts. */
const filesOf = (uses: readonly Use[]) =>
  batchesOf({
    usage_events: uses.map(({ day, hour, ...rest }) => ({ ...rest, at: `${day}T${hour}:00Z` })),
    usage_daily: uses.slice(1).map(({ hour: _, ...rest }) => rest),
  });

describe('uses that come a few at a time', () => {
  it('are counted as if all were counted at once, whatever comes between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
        await using database = await freshDatabase();
        await store(
          database.app,
          batchesOf({ accounts: accounts.map((id) => ({ account_id: id, name: id })) }),
        );
        for (const [turn, { uses, isCounted, timeZone }] of steps.entries()) {
          await store(database.app, filesOf(uses));
          if (timeZone !== null) {
            await changeSetting(database.db, 'time_zone', turn % 2 === 0 ? timeZone : 'UTC');
          }
          if (!isCounted && turn < steps.length - 1) continue;
          await bringUpToDate(database.db, { today });
          const { kept, facts } = await counted(database);
          expect(kept).toEqual(facts);
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});
