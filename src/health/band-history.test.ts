import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '../db/test-database.ts';
import { addDays, parseDay } from '../lib/day.ts';
import { bandHistory } from './band-history.ts';

const until = parseDay('2026-06-30');

test('counts plain bands at the end of every seventh day', async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await sql`insert into app.source (name) values ('test')`.execute(db);
  await sql`
    insert into account.account (source_id, external_id, name)
    select source.id, number, number from app.source, generate_series(1, 3) number`.execute(db);
  // Readings of 1 are good for every share; so many unknown ones leave no health.
  const all = (value: number | null) =>
    `{${Array(8)
      .fill(value ?? 'NULL')
      .join(',')}}`;
  const rows: [number, number, number | null][] = [
    [1, 20, 1],
    [2, 14, 1],
    [2, 7, 0],
    [3, 3, 1],
    [3, 0, null],
  ];
  for (const [id, back, value] of rows) {
    await sql`
      insert into reading.day values (${id}, ${addDays(until, -back)}::date, ${all(value)}::float8[], '{}')`.execute(
      db,
    );
  }
  const history = await bandHistory(db, { until, weeks: 4 });
  expect(history.map(({ day }) => day)).toEqual([-21, -14, -7, 0].map((d) => addDays(until, d)));
  expect(history.map(({ counts }) => counts.unknown)).toEqual([3, 1, 1, 1]);
  const [, second, third] = history.map(({ counts }) => counts);
  expect(second).toMatchObject({ at_risk: 0, unknown: 1 });
  expect((third?.at_risk ?? 0) + (third?.attention ?? 0)).toBeGreaterThan(0);
});
