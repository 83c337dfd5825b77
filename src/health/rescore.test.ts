import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { addDays, type Day, parseDay } from '../lib/day.ts';
import { healthAfterRows } from './current.ts';
import { readingRows } from './reading-rows.ts';
import { rescore, storeCurrentHealth, storeHealthOfToday } from './rescore.ts';
import { scorerOf } from './scorer.ts';
import { shippedModel } from './scoring-settings.ts';
import { createDraft, currentVersion, markPublished } from './versions.ts';
import { sparklineDays } from './write-current.ts';

const today = parseDay('2026-06-30');
const accounts = 40;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await sql`insert into app.source (name) values ('test')`.execute(database.db);
  await sql`
    insert into account.account (source_id, external_id, name)
    select source.id, number, number from app.source, generate_series(1, ${accounts}) number`.execute(
    database.db,
  );
});
afterAll(() => database.close());

/** A share near 0.65 scores near 69 as touchpoint: within the hysteresis of an edge, where the days before decide. */
const share = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 0.61, max: 0.69, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const history = fc.array(fc.tuple(fc.nat(420), share), { maxLength: 30 });

async function putReadings(histories: readonly (readonly [number, number | null][])[]) {
  await sql`truncate reading.day`.execute(database.ownerDb);
  const rows = histories.flatMap((days, index) =>
    [...new Map(days)].map(([back, value]) => ({
      id: index + 1,
      day: addDays(today, -back),
      value,
    })),
  );
  await sql`
    insert into reading.day
    select id, day, array_fill(value, array[8]), array_fill(5, array[8])
    from unnest(
      ${rows.map(({ id }) => id)}::int[], ${rows.map(({ day }) => day)}::date[],
      ${rows.map(({ value }) => value)}::float8[]
    ) row (id, day, value)`.execute(database.db);
}

/** What is stored, and the same by folding every row of every account. */
async function storedAndFolded(day: Day) {
  const { db } = database;
  const { rows: stored } = await sql`
    select account_id, health, coverage, band, band_shown, health_30_days_ago, sparkline, version
    from health.current order by account_id`.execute(db);
  const ids = Array.from({ length: accounts }, (_, index) => index + 1);
  const scorer = await scorerOf(db, ids);
  const history = await readingRows(db, ids, day);
  const folded = ids.map((id) => {
    const steps = [...healthAfterRows(history.get(id) ?? [], day, scorer)];
    const on = (asked: Day) => steps.findLast(({ row }) => row.day <= asked);
    return {
      account_id: id,
      health: on(day)?.health.health ?? null,
      coverage: on(day)?.health.coverage ?? 0,
      band: on(day)?.health.band ?? 'unknown',
      band_shown: on(day)?.shown ?? 'unknown',
      health_30_days_ago: on(addDays(day, -30))?.health.health ?? null,
      sparkline: sparklineDays(day).map((each) => on(each)?.health.health ?? null),
      version: scorer.version.id,
    };
  });
  return { stored, folded };
}

describe('health of many accounts', () => {
  test('is what folding their readings day by day gives, whatever stood before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: accounts, maxLength: accounts }),
        async (histories) => {
          await sql`truncate health.current`.execute(database.ownerDb);
          await putReadings(histories);
          const yesterday = addDays(today, -1);
          await rescore(database.db, yesterday);
          const before = await storedAndFolded(yesterday);
          expect(before.stored).toEqual(before.folded);
          // From yesterday's rows, then from its own.
          for (let turn = 0; turn < 2; turn += 1) {
            await rescore(database.db, today);
            const after = await storedAndFolded(today);
            expect(after.stored).toEqual(after.folded);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  test('takes in what changed today alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: accounts, maxLength: accounts }),
        fc.array(share, { minLength: 10, maxLength: 10 }),
        async (histories, fresh) => {
          await putReadings(histories);
          await sql`truncate health.current`.execute(database.ownerDb);
          const changed = fresh.map((_, index) => index * 4 + 1);
          await rescore(database.db, today, { accountIds: changed.slice(2) });
          await putReadings(
            histories.map((days, index) => {
              const value = fresh[index / 4];
              return value === undefined ? days : [...days, [0, value]];
            }),
          );
          const rest = Array.from({ length: accounts }, (_, index) => index + 1).filter(
            (id) => !changed.includes(id),
          );
          await database.db.transaction().execute(async (tx) => {
            await storeHealthOfToday(tx, changed, today, { contractsStand: true });
            await storeCurrentHealth(tx, rest, today);
          });
          const { stored, folded } = await storedAndFolded(today);
          expect(stored).toEqual(folded);
        },
      ),
      { numRuns: 8 },
    );
  });

  test.each([1, accounts])(
    'what changed today of %i accounts leaves contracts, or reads them too',
    async (count) => {
      const { db } = database;
      await putReadings(Array.from({ length: accounts }, () => [[0, 0.5]]));
      await sql`delete from fact.subscription`.execute(db);
      await sql`truncate health.current`.execute(database.ownerDb);
      await rescore(db, today);
      await sql`
      insert into fact.subscription (account_id, source_id, external_id, starts_on, mrr)
      select id, source_id, external_id, ${today}::date, 100 + id from account.account`.execute(db);
      const ids = Array.from({ length: count }, (_, index) => index + 1);
      const mrrAfter = async (contractsStand: boolean) => {
        await db
          .transaction()
          .execute((tx) => storeHealthOfToday(tx, ids, today, { contractsStand }));
        const { rows } = await sql<{ mrr: number | null }>`
        select mrr from health.current order by account_id`.execute(db);
        return rows.map(({ mrr }) => mrr);
      };
      const nothing = Array.from({ length: accounts }, () => null);
      expect(await mrrAfter(true)).toEqual(nothing);
      expect(await mrrAfter(false)).toEqual(
        nothing.map((_, index) => (index < count ? 101 + index : null)),
      );
    },
  );

  test('under a new version does not rest on bands of the old one', async () => {
    const { db } = database;
    const histories = fc.sample(fc.array(history, { minLength: accounts, maxLength: accounts }), {
      numRuns: 1,
      seed: 7,
    })[0];
    await putReadings(histories ?? []);
    await rescore(db, today);
    const [profile] = shippedModel.profiles;
    if (profile === undefined) throw new Error('no profile');
    const model = {
      ...shippedModel,
      profiles: [{ ...profile, bands: { healthy: 68, attention: 60 }, hysteresis: 5 }],
    };
    const draft = await createDraft(db, { model, author: 'a', note: 'n', basedOn: 0 });
    await markPublished(db, draft, { author: 'a', note: 'n', effect: null });
    await db.transaction().execute((tx) =>
      storeHealthOfToday(
        tx,
        Array.from({ length: accounts }, (_, id) => id + 1),
        today,
        {
          contractsStand: true,
        },
      ),
    );
    const { stored, folded } = await storedAndFolded(today);
    expect(stored).toEqual(folded);
    expect(stored[0]).toMatchObject({ version: draft });
  });

  test('under a new version from the past that is kept, whatever was scored before', async () => {
    const { db } = database;
    let basedOn = (await currentVersion(db)).id;
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: accounts, maxLength: accounts }),
        fc.array(fc.tuple(fc.nat(90), share), { minLength: 10, maxLength: 10 }),
        fc.integer({ min: 60, max: 75 }),
        async (histories, late, healthy) => {
          await putReadings(histories);
          await sql`truncate health.current`.execute(database.ownerDb);
          await rescore(db, today);
          const changed = late.map((_, index) => index * 4 + 1);
          await putReadings(
            histories.map((days, index) => {
              const fresh = index % 4 === 0 ? late[index / 4] : undefined;
              return fresh === undefined ? days : [...days, fresh];
            }),
          );
          await db.transaction().execute((tx) => storeCurrentHealth(tx, changed, today));
          // An account of which nothing is kept has its past read.
          await sql`delete from health.scored_past where account_id % 7 = 0`.execute(db);
          const [profile] = shippedModel.profiles;
          if (profile === undefined) throw new Error('no profile');
          const bands = { healthy, attention: 40 };
          const model = { ...shippedModel, profiles: [{ ...profile, bands }] };
          const noted = { author: 'a', note: 'n' };
          const draft = await createDraft(db, { model, ...noted, basedOn });
          await markPublished(db, draft, { ...noted, effect: null });
          basedOn = draft;
          await rescore(db, today, { factsStand: true });
          const { stored, folded } = await storedAndFolded(today);
          expect(stored).toEqual(folded);
        },
      ),
      { numRuns: 8 },
    );
  });
});
