import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AS_OF } from '../sizes.ts';

const THREADS = '2';
const statementsOf = (file: string): string =>
  readFileSync(join(import.meta.dirname, file), 'utf8');

/** The yardstick: a file database beside the CSV files, two threads. */
export interface Yardstick {
  connection: DuckDBConnection;
  close(): void;
}

export async function openYardstick(file: string): Promise<Yardstick> {
  rmSync(file, { force: true });
  rmSync(`${file}.wal`, { force: true });
  const instance = await DuckDBInstance.create(file, { threads: THREADS });
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

const setDay = (connection: DuckDBConnection, day: string) =>
  connection.run('set variable as_of = $day::date', { day });

/** Seconds to load all files, types checked, on disk. */
export async function load({ connection }: Yardstick, folder: string): Promise<number> {
  await connection.run('set variable folder = $folder', { folder });
  return timed(() => connection.run(statementsOf('load.sql')));
}

/** Drops unknown references and repeats, and gives whole-number ids; not part of any figure. */
export const tidy = ({ connection }: Yardstick): Promise<number> =>
  timed(() => connection.run(statementsOf('tidy.sql')));

/** Seconds for the eighteen readings of one day from raw facts, stored in `reading_day`: the best of some runs. */
export async function oneDay({ connection }: Yardstick, runs = 3): Promise<number> {
  await connection.run(statementsOf('day.sql'));
  await setDay(connection, AS_OF);
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1)
    seconds.push(
      await timed(() =>
        connection.run('create or replace table reading_day as from reading_as_of; checkpoint'),
      ),
    );
  return Math.min(...seconds);
}

/** Seconds for the readings of the 365 days up to the as-of day by running sums, stored in `reading_year`. */
export async function oneYear({ connection }: Yardstick): Promise<number> {
  await setDay(connection, AS_OF);
  return timed(() => connection.run(statementsOf('year.sql')));
}

/** The same by asking for each day in turn, stored in `reading_loop`: the formulation that was not taken. */
export async function oneYearInLoop(
  { connection }: Yardstick,
  days: readonly string[],
): Promise<number> {
  await connection.run(
    'create or replace table reading_loop as select null::date as day, * from reading_as_of limit 0',
  );
  return timed(async () => {
    for (const day of days) {
      await setDay(connection, day);
      await connection.run(
        "insert into reading_loop select getvariable('as_of'), * from reading_as_of",
      );
    }
    await connection.run('checkpoint');
  });
}

/** Readings in `file` (as printed by `hale readings --format csv`) that differ from `reading_year` by more than 1e-9. */
export async function differences(
  { connection }: Yardstick,
  day: string,
  file: string,
): Promise<{ compared: number; differing: number; examples: string[] }> {
  await setDay(connection, day);
  await connection.run('set variable ours_file = $file', { file });
  await connection.run(statementsOf('compare.sql'));
  const compared = await connection.runAndReadAll('select count(*)::integer from ours');
  const rows = await connection.runAndReadAll('from difference order by kpi, account_id');
  const found = rows.getRowsJson().map((row) => row.join(' '));
  return {
    compared: Number(compared.getRowsJson()[0]?.[0] ?? 0),
    differing: found.length,
    examples: found.slice(0, 10),
  };
}
