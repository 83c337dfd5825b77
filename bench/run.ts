// npm run bench [-- --size full] [--loop]: every figure of docs/performance.md, beside DuckDB in the same run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lastDays } from './calendar.ts';
import { compareReadings } from './compare.ts';
import {
  load,
  oneDay,
  oneYear,
  oneYearInLoop,
  openYardstick,
  tidy,
  type Yardstick,
} from './duckdb/database.ts';
import { type Explaining, explaining } from './explain.ts';
import { allWithinBounds, type Figure, percentile, tableOf } from './figures.ts';
import { generate } from './generate.ts';
import { listDuringImport } from './list.ts';
import { writeMore } from './more.ts';
import type { Backfill, Latencies, OneDay, Restating } from './ours.ts';
import { type ProgramRun, runHale, runProof, runStep } from './program.ts';
import type { ProofRun } from './proof.ts';
import { COMPANY, type Size, sizes } from './sizes.ts';

const MEGABYTE = 1_000_000;

interface YardstickTimes {
  load: number;
  day: number;
  year: number;
}

async function measureYardstick(yardstick: Yardstick, folder: string, inLoop: boolean) {
  const times: YardstickTimes = { load: await load(yardstick, folder), day: 0, year: 0 };
  await tidy(yardstick);
  times.day = await oneDay(yardstick);
  times.year = await oneYear(yardstick);
  console.log(
    `DuckDB: load ${times.load.toFixed(2)} s, day ${times.day.toFixed(3)} s, year ${times.year.toFixed(2)} s`,
  );
  if (inLoop) {
    const seconds = await oneYearInLoop(yardstick, lastDays(365));
    console.log(
      `DuckDB, the year day by day: ${seconds.toFixed(2)} s (the quicker of the two counts)`,
    );
    times.year = Math.min(times.year, seconds);
  }
  return times;
}

const stepResult = <T>({ output }: ProgramRun): T => JSON.parse(output) as T;

async function importFacts(folder: string, dataDir: string): Promise<ProgramRun> {
  for (const [key, value] of Object.entries(COMPANY))
    await runHale(['settings', 'set', key, value], dataDir);
  return runHale(['import', folder, '--json', '--no-readings'], dataDir);
}

async function measure(size: Size, inLoop: boolean, dataDir: string): Promise<Figure[]> {
  const folder = generate(size);
  const yardstick = await openYardstick(join(folder, '..', 'yardstick.duckdb'));
  try {
    const duckdb = await measureYardstick(yardstick, folder, inLoop);
    const imported = await importFacts(folder, dataDir);
    console.log(`Hale: import ${imported.seconds.toFixed(2)} s`);
    const backfilled = await runStep(['backfill'], dataDir);
    const backfill = stepResult<Backfill>(backfilled);
    const day = stepResult<OneDay>(await runStep(['day'], dataDir));
    const differing = await compareReadings(yardstick, dataDir, join(dataDir, 'readings.csv'));
    const fact = stepResult<Latencies>(
      await runStep(['fact', size.name === 'full' ? '1000' : '100'], dataDir),
    );
    const restating = stepResult<Restating>(await runStep(['restating'], dataDir));
    await runStep(['today'], dataDir);
    const explained = await explaining(dataDir, size.accounts, size.name === 'full' ? 1000 : 50);
    const list = await lists(dataDir, folder, size);
    return [
      ...throughput(duckdb, imported, backfill, day),
      ...latencies(fact, list),
      ...settings(restating, explained),
      ...proof(await proving(size)),
      ...memory(imported, backfilled),
      { ...plain('readings that differ from DuckDB'), ours: differing, unit: '', bound: 0 },
    ];
  } finally {
    yardstick.close();
  }
}

const plain = (name: string): Figure => ({
  name,
  ours: null,
  yardstick: null,
  unit: 's',
  bound: null,
  goal: null,
});

const throughput = (
  duckdb: YardstickTimes,
  imported: ProgramRun,
  backfill: Backfill,
  day: OneDay,
): Figure[] => [
  {
    ...plain('import of all facts, without rollups'),
    ours: imported.seconds,
    yardstick: duckdb.load,
    bound: 20,
    goal: 10,
  },
  {
    ...plain('one more day, all accounts and KPIs'),
    ours: day.seconds,
    yardstick: duckdb.day,
    bound: 1.5,
    goal: 0.5,
  },
  { ...plain('  health of all accounts on top'), ours: day.healthSeconds },
  {
    ...plain('backfill of 365 days of readings'),
    ours: backfill.readingSeconds,
    yardstick: duckdb.year,
    bound: 4,
    goal: 1,
  },
  {
    ...plain('  the same with all rollups built first'),
    ours: backfill.rollupSeconds + backfill.readingSeconds,
    yardstick: duckdb.year,
  },
];

async function lists(dataDir: string, folder: string, size: Size): Promise<number[] | string> {
  const more = await writeMore(folder, (file) =>
    file === 'tickets.csv' ? size.tickets : size.usageEvents,
  );
  try {
    return await listDuringImport(dataDir, more);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function latencies(fact: Latencies, list: readonly number[] | string): Figure[] {
  const ms = { yardstick: null, unit: 'ms' } as const;
  const listed: Figure = {
    ...plain('list of 50 during an import, p99'),
    ...ms,
    bound: 50,
    goal: 20,
  };
  return [
    {
      ...plain('one new fact to current health, p99'),
      ...ms,
      ours: percentile(fact.milliseconds, 0.99),
      bound: 25,
      goal: 10,
    },
    {
      ...plain(`  p50 of ${fact.milliseconds.length}`),
      ...ms,
      ours: percentile(fact.milliseconds, 0.5),
    },
    { ...plain('  p50 of its storing alone'), ...ms, ours: percentile(fact.storing, 0.5) },
    ...(typeof list === 'string'
      ? [{ ...listed, missing: list }]
      : [
          { ...listed, ours: percentile(list, 0.99) },
          { ...plain(`  p50 of ${list.length}`), ...ms, ours: percentile(list, 0.5) },
        ]),
  ];
}

const settings = (restating: Restating, explained: Explaining): Figure[] => {
  const p99 = (name: string, milliseconds: readonly number[], bound: number): Figure => ({
    ...plain(name),
    unit: 'ms',
    ours: percentile(milliseconds, 0.99),
    bound,
  });
  return [
    {
      ...plain('all accounts scored anew and stored for a new version'),
      ours: restating.publishSeconds,
      bound: 1,
      goal: 0.3,
    },
    {
      ...plain('bands of all accounts, week by week over a year'),
      ours: restating.bandHistorySeconds,
      bound: 5,
      goal: 1,
    },
    p99('change of an account over a year explained, p99', explained.change, 100),
    p99('daily history of an account restated, p99', explained.history, 50),
    p99('a weight moved, scoring of all accounts alone, p99', restating.previewMilliseconds, 100),
  ];
};

const memory = (imported: ProgramRun, backfilled: ProgramRun): Figure[] => {
  const peak = (name: string, { peakBytes }: ProgramRun): Figure => ({
    ...plain(name),
    unit: 'MB',
    ours: peakBytes === null ? null : peakBytes / MEGABYTE,
    bound: 400,
  });
  return [
    peak('peak memory of Node, import', imported),
    peak('peak memory of Node, backfill', backfilled),
  ];
};

async function proving({ accounts }: Size): Promise<ProofRun> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hale-bench-proof-'));
  try {
    return stepResult<ProofRun>(await runProof(accounts, dataDir));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const proof = ({ seconds, months }: ProofRun): Figure[] => [
  { ...plain(`proof of ${months} month-ends, resamples included`), ours: seconds, bound: 20 },
];

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'small' },
    loop: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
if (values.size !== 'small' && values.size !== 'full') {
  console.error('--size is small (default) or full');
  process.exit(2);
}
// Ends what runs below this process too, and leaves nothing behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const dataDir = mkdtempSync(join(tmpdir(), 'hale-bench-'));
try {
  const figures = await measure(sizes[values.size], values.loop, dataDir);
  console.log(`\n${tableOf(figures)}`);
  if (values.size === 'small')
    console.log('\nBounds hold for --size full; the small size shows that all works.');
  else if (!allWithinBounds(figures)) process.exitCode = 1;
} finally {
  if (values.keep) console.log(`Kept: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}
