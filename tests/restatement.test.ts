import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../src/db/test-database.ts';
import { readingColumns, shippedPlaces } from '../src/health/reading-columns.ts';
import { withScoredPast } from '../src/health/scored-past.ts';
import { scoredDays } from '../src/health/write-current.ts';
import { changeSetting } from '../src/jobs/change-setting.ts';
import { readingState } from '../src/jobs/reading-state.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';
import { addToTotals } from '../src/rollups/running.ts';
import { type Generated, generate } from './generate/generate.ts';
import { type Random, randomOf } from './generate/random.ts';
import { daysThrough } from './naive/days.ts';
import type { Table } from './naive/parse.ts';
import { applySettings, batchOf, rowOn, store, storedReadings } from './product.ts';

const data = generate({ accounts: 14, seed: 21 });
const today = parseDay(data.to);

/** Readings of every account on every day: what the stored rows mean, however they were written. */
async function everyDay(database: Awaited<ReturnType<typeof prepared>>, { from, to }: Generated) {
  const stored = await storedReadings(database.db, to);
  const days = [...daysThrough(from, to)];
  expect(await accountsKept(database)).toBe(stored.size);
  return new Map(
    [...stored].toSorted().map(([account, rows]) => [
      account,
      days.map((day) => {
        const row = rowOn(rows, day);
        // No row yet and a row of nothing mean the same.
        return row?.row_counts.some((n) => n > 0) ? [row.readings, row.row_counts] : null;
      }),
    ]),
  );
}

async function prepared() {
  const database = await freshDatabase();
  await applySettings(database.db, data.settings);
  return database;
}

/** How many accounts have their past kept beside their health; it is what the rows say of each. */
async function accountsKept({ db }: Awaited<ReturnType<typeof prepared>>): Promise<number> {
  const { currentDay } = await readingState(db);
  const days = scoredDays(currentDay ?? today);
  const request = {
    days,
    places: shippedPlaces,
    accountIds: [...(await withScoredPast(db, days))],
  };
  const kept = await readingColumns(db, { ...request, isPastKept: true });
  const read = await readingColumns(db, request);
  for (const place of shippedPlaces) {
    for (const index of days.keys()) {
      expect(kept.column(index, place), `place ${place}`).toEqual(read.column(index, place));
    }
  }
  return request.accountIds.length;
}

async function inOneGo() {
  await using database = await prepared();
  await store(database.app, data.tables.map(batchOf));
  await bringUpToDate(database.db, { today });
  return await everyDay(database, data);
}

/** Counters as of the current day where they are kept; or as they follow from the changes of every rollup. */
async function totals({ db, ownerDb }: Awaited<ReturnType<typeof prepared>>, how?: 'anew') {
  const kept = await sql<{ id: number }>`select account_id as id from rollup.total`.execute(db);
  expect(kept.rows.length).toBeGreaterThan(0);
  if (how === 'anew') {
    await sql`truncate rollup.total, rollup.money_total`.execute(ownerDb);
    const ids = kept.rows.map(({ id }) => id);
    const condition = sql<boolean>`account_id = any(${ids}::int[]) and day <= ${today}::date`;
    for (const statement of addToTotals(condition)) await statement.execute(db);
  }
  const { rows } = await sql`
    select to_jsonb(total) as row from rollup.total
    union all
    select to_jsonb(total) from rollup.money_total total
      where exists (select 1 from rollup.total held where held.account_id = total.account_id)
    order by row`.execute(db);
  return rows;
}

let wanted: Awaited<ReturnType<typeof everyDay>>;
beforeAll(async () => {
  wanted = await inOneGo();
});

/** Rows of a table dealt to three tables. */
function dealt(table: Table, random: Random): Table[] {
  const hands = random.shuffled(table.cells).map((row) => ({ row, hand: random.between(0, 2) }));
  return [0, 1, 2].map((part) => ({
    ...table,
    cells: hands.filter(({ hand }) => hand === part).map(({ row }) => row),
  }));
}

describe('readings do not depend on how facts arrive', () => {
  it('in parts, shuffled, files in any order, with days passing in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const random = randomOf(seed);
        await using database = await prepared();
        const parts = data.tables.map((table) => dealt(table, random));
        for (const [turn, daysBefore] of [60, 7, 0].entries()) {
          const batches = parts.map((part) => part[turn]).filter((table) => table !== undefined);
          await store(database.app, batches.toReversed().map(batchOf));
          await bringUpToDate(database.db, { today: addDays(today, -daysBefore) });
        }
        expect(await everyDay(database, data)).toEqual(wanted);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('walked forward day by day, as the nights pass', async () => {
    await using database = await prepared();
    await store(database.app, data.tables.map(batchOf));
    for (let day: Day = addDays(today, -45); day <= today; day = addDays(day, 1)) {
      await bringUpToDate(database.db, { today: day });
    }
    expect(await everyDay(database, data)).toEqual(wanted);
  });

  it('one after the other, each taken in at once', async () => {
    await using database = await prepared();
    const random = randomOf(5);
    const single = new Map(
      data.tables.map((table) => [
        table.fact,
        random.shuffled(table.cells.map((_, row) => row)).slice(0, 3),
      ]),
    );
    const rowsOf = (table: Table, isSingle: boolean) =>
      table.cells.filter((_, row) => single.get(table.fact)?.includes(row) === isSingle);
    await store(
      database.app,
      data.tables.map((table) => batchOf({ ...table, cells: rowsOf(table, false) })),
    );
    await bringUpToDate(database.db, { today: addDays(today, -40) });
    const late = data.tables.flatMap((table) =>
      rowsOf(table, true).map((row) => ({ ...table, cells: [row] })),
    );
    // What reaches every account comes first: totals are summed up anew after it, and kept from then on.
    const reachesAll = ({ fact }: Table) =>
      ['accounts', 'fx_rates', 'targets', 'usage_events', 'usage_daily'].includes(fact);
    const order = random.shuffled(late).toSorted((a, b) => +reachesAll(b) - +reachesAll(a));
    for (const [turn, table] of order.entries()) {
      await store(database.app, [batchOf(table)]);
      const daysLeft = Math.max(0, 40 - Math.floor((turn / late.length) * 50));
      await bringUpToDate(database.db, { today: addDays(today, -daysLeft) });
      await accountsKept(database);
    }
    expect(await everyDay(database, data)).toEqual(wanted);
    expect(await totals(database)).toEqual(await totals(database, 'anew'));
  });

  it('imported twice, nothing changes', async () => {
    await using database = await prepared();
    await store(database.app, data.tables.map(batchOf));
    await bringUpToDate(database.db, { today });
    const again = await store(database.app, data.tables.map(batchOf));
    for (const file of again.files) {
      expect(file.unchanged + file.duplicate, file.file).toBe(file.read);
    }
    await bringUpToDate(database.db, { today });
    expect(await everyDay(database, data)).toEqual(wanted);
  });

  it('withdrawn and brought back', async () => {
    await using database = await prepared();
    await store(database.app, data.tables.map(batchOf));
    await bringUpToDate(database.db, { today });
    const owners = data.tables.filter(({ fact }) => fact === 'accounts' || fact === 'tickets');
    const withdrawn = owners.map((table) => ({
      ...table,
      columns: [...table.columns, 'deleted'],
      cells: table.cells.map((row) => [...row, 'true']),
    }));
    await store(database.app, withdrawn.map(batchOf));
    await bringUpToDate(database.db, { today });
    for (const [account, days] of await everyDay(database, data)) {
      expect(
        days.every((day) => day === null),
        account,
      ).toBe(true);
    }
    await store(database.app, owners.map(batchOf));
    await bringUpToDate(database.db, { today });
    expect(await everyDay(database, data)).toEqual(wanted);
  });

  it('under another time zone and back', async () => {
    await using database = await prepared();
    await store(database.app, data.tables.map(batchOf));
    await bringUpToDate(database.db, { today });
    await changeSetting(database.db, 'time_zone', 'Pacific/Kiritimati');
    await bringUpToDate(database.db, { today });
    expect(await everyDay(database, data)).not.toEqual(wanted);
    await changeSetting(database.db, 'time_zone', data.settings.timeZone);
    await bringUpToDate(database.db, { today });
    expect(await everyDay(database, data)).toEqual(wanted);
  });
});
