import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connect } from '../src/db/connect.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import { type Cutting, cutting } from './cut-connection.ts';
import { generate } from './generate/generate.ts';
import { type Importing, importing } from './import-fixture.ts';
import { batchOf, store, storedReadings } from './product.ts';
import { storedFacts } from './stored-facts.ts';

/**
 * An import and a restatement that are cut off at a statement, before PostgreSQL has it or just after: run again, they
 * end as if nothing had happened. HALE_TEST_EVERY_STATEMENT=1 cuts at every statement, else at some.
 */

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 120_000 });

/** Places to cut at, where it is not every one. */
const PLACES = 7;
const CUT_NAME = 'cut off';
const isEvery = process.env.HALE_TEST_EVERY_STATEMENT === '1';

let product: Importing;
let cut: Cutting;
beforeAll(async () => {
  product = await importing();
  cut = await cutting({ ...product.database.app, application_name: CUT_NAME });
});
afterAll(async () => {
  await cut[Symbol.asyncDispose]();
  await product[Symbol.asyncDispose]();
});

const generated = generate({ accounts: 2, seed: 7, days: 40 });
const today = parseDay(generated.to);
/** Some rows of every file are bad, one withdraws its record, and some wait for an account. */
const batches = generated.tables.map((table) => {
  const batch = batchOf(table);
  const first = batch.cells[0] ?? [];
  const added = [first.map(() => ''), first.map((cell) => `${cell}?`), first];
  return {
    ...batch,
    columns: [...batch.columns, 'deleted'],
    cells: [
      ...batch.cells.map((cells) => [...cells, '']),
      ...added.map((cells) => [...cells, '1']),
    ],
    records: [...batch.records, ...[1, 2, 3].map((more) => batch.cells.length + more)],
    lines: [...batch.lines, ...[1, 2, 3].map((more) => batch.cells.length + more + 1)],
  };
});
/** The same without the last rows of every file: what stood there before. */
const earlier = batches.map((batch) => ({ ...batch, cells: batch.cells.slice(0, -9) }));

const imported = async () => ({
  facts: await storedFacts(product),
  quarantine: await product.quarantine(),
  touched: await product.touched(),
  openRuns: await product.select('id from app.import_run where report is null'),
});
const restated = async () => ({
  readings: await storedReadings(product.database.db, generated.to),
  touched: await product.touched(),
});

interface Cuts {
  prepare(): Promise<unknown>;
  check(): Promise<void>;
}

/** PostgreSQL notices a cut connection only when its statement ends; until then its locks stand. */
const gone = () =>
  expect
    .poll(
      () =>
        product.select(`pid from pg_stat_activity
          where datname = current_database() and application_name = '${CUT_NAME}'`),
      { timeout: 60_000, interval: 5 },
    )
    .toEqual([]);

/** Cuts `work` at the chosen statements, and lets `check` look at what comes of it; gives how many there are. */
async function cutEverywhere(
  work: () => Promise<unknown>,
  { prepare, check }: Cuts,
): Promise<number> {
  await prepare();
  cut.cutAt(Number.POSITIVE_INFINITY, 'before');
  await work();
  await check();
  const statements = cut.sent();
  const step = isEvery ? 1 : Math.ceil(statements / PLACES);
  for (let at = 1; at <= statements; at += step) {
    for (const when of ['before', 'after'] as const) {
      await gone();
      await prepare();
      cut.cutAt(at, when);
      // What runs side by side may need a statement less.
      await work().then(
        () => expect(cut.sent(), `${when} ${at} of ${statements}`).toBeLessThanOrEqual(at),
        () => {},
      );
      // Not waited for: whoever comes next has to cope with what may still run.
      await check();
    }
  }
  return statements;
}

it('an import', async () => {
  const take = () => store(product.database.app, batches);
  await store(product.database.app, earlier);
  await take();
  const undisturbed = await imported();
  const statements = await cutEverywhere(() => store(cut.config, batches), {
    async prepare() {
      await product.clear();
      await store(product.database.app, earlier);
    },
    async check() {
      await take();
      expect(await imported()).toEqual(undisturbed);
    },
  });
  expect(statements).toBeGreaterThan(50);
});

it('a restatement', async () => {
  // One row in three is withdrawn, and restored the next time.
  const withdrawn = batches.map((batch) => ({
    ...batch,
    cells: batch.cells.map((cells, at) =>
      at % 3 === 2 && batch.fact !== 'accounts' ? cells.with(-1, '1') : cells,
    ),
  }));
  const states = [batches, withdrawn];
  const { app, db } = product.database;
  let turn = 0;
  const change = async () => {
    turn += 1;
    await store(app, states[turn % 2] ?? []);
  };
  const restate = () => bringUpToDate(db, { today });
  const undisturbed: unknown[] = [];
  await product.clear();
  for (let times = 0; times < 8; times += 1) {
    await change();
    await restate();
    const now = await restated();
    undisturbed[turn % 2] = now;
  }
  expect(undisturbed[0]).not.toEqual(undisturbed[1]);

  const work = async () => {
    const disturbed = connect(cut.config);
    try {
      await bringUpToDate(disturbed, { today });
    } finally {
      await disturbed.destroy();
    }
  };
  const statements = await cutEverywhere(work, {
    prepare: change,
    async check() {
      await restate();
      expect(await restated()).toEqual(undisturbed[turn % 2]);
    },
  });
  expect(statements).toBeGreaterThan(20);
});
