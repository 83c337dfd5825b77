import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../src/db/test-database.ts';
import { changeSetting } from '../src/jobs/change-setting.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';
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

async function inOneGo() {
  await using database = await prepared();
  await store(database.app, data.tables.map(batchOf));
  await bringUpToDate(database.db, { today });
  return await everyDay(database, data);
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
