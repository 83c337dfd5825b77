import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { UnreadableInput } from '../src/sources/source.ts';
import { generate } from './generate/generate.ts';
import { type Random, randomOf } from './generate/random.ts';
import { accountOf, type Importing, importing } from './import-fixture.ts';
import { bytesOf, styleOf, written } from './import-styles.ts';
import { storedFacts, tablesWith } from './stored-facts.ts';

/** Files damaged at random: an import takes or refuses them, accounts for every record, and never breaks what is stored. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROUNDS = 30;

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());

const NONE = { text: '' };

type Bytes = Record<string, Uint8Array>;

/** Every fact of two accounts, each file written in a way of its own. */
function intactFiles(random: Random): Bytes {
  const { tables } = generate({ accounts: 2, seed: 11, days: 60 });
  return Object.fromEntries(
    tables.map(({ fact, columns, cells }) => {
      const style = styleOf(random);
      const texts = cells.map((row) => row.map((text = '') => ({ text })));
      const records = texts.map((row) =>
        written(
          columns,
          Object.fromEntries(columns.map((name, at) => [name, row[at] ?? NONE])),
          style,
          random,
        ),
      );
      return [`${fact}.csv`, bytesOf([columns.join(style.separator), ...records], style)];
    }),
  );
}

const damages: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  function flipBits(bytes, random) {
    for (let flips = random.between(1, 40); flips > 0; flips -= 1) {
      const at = random.between(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
    }
    return bytes;
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, random.between(0, bytes.length));
  },
  function overwrite(bytes, random) {
    const from = random.between(0, bytes.length - 1);
    const to = Math.min(bytes.length, from + random.between(1, 30));
    return bytes.fill(random.pick([0, 10, 13, 34, 44, 92, 255]), from, to);
  },
  function leaveOut(bytes, random) {
    const from = random.between(0, bytes.length - 1);
    const to = from + random.between(1, 200);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, random) {
    const from = random.between(0, bytes.length - 1);
    const piece = bytes.subarray(from, from + random.between(1, 2000));
    return Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(from)]);
  },
  function packAndDamage(bytes, random) {
    const packed = gzipSync(bytes);
    const at = random.between(2, packed.length - 1);
    packed[at] = (packed[at] ?? 0) ^ 0x55;
    return packed;
  },
];

/** One file in four is left as it is, so that children find their owners. */
const damaged = (files: Bytes, random: Random): Bytes =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      random.chance(0.25) ? bytes : random.pick(damages)(Buffer.from(bytes), random),
    ]),
  );

/** Rows that hang on an account that is not there. */
const orphans = async (): Promise<unknown[]> => {
  const found: unknown[] = [];
  for (const table of await tablesWith(product, 'account_id')) {
    found.push(
      ...(await product.select(`t.* from ${table} t
        where account_id is not null and not exists (select from account.account a where a.id = t.account_id)`)),
    );
  }
  return found;
};

it('takes or refuses what is damaged, and is healed by the files as they were', async () => {
  const random = randomOf(20_260_301);
  const intact = intactFiles(random);
  await product.take(intact);
  const wanted = await storedFacts(product);
  expect(wanted.size).toBeGreaterThan(300);

  let refused = 0;
  let quarantined = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (random.chance(0.5)) await product.clear();
    const before = (await product.quarantine()).length;
    const report = await product.take(damaged(intact, random)).catch((error: unknown) => {
      if (error instanceof UnreadableInput) return null;
      throw new Error(`round ${round}`, { cause: error });
    });
    if (report === null) {
      refused += 1;
      expect(await product.quarantine()).toHaveLength(before);
    } else {
      for (const { file } of report.files) accountOf(report, file);
      quarantined += report.files.reduce((sum, file) => sum + file.quarantined, 0);
    }
    expect(await orphans()).toEqual([]);

    const again = await product.take(intact);
    for (const { file, read, quarantined: bad } of again.files) {
      expect([file, read > 0, bad]).toEqual([file, true, 0]);
    }
    expect(wanted.difference(await storedFacts(product)), `round ${round}`).toEqual(new Set());
  }
  // The damage is neither too much nor too little to tell anything.
  expect(refused).toBeGreaterThan(2);
  expect(refused).toBeLessThan(ROUNDS - 5);
  expect(quarantined).toBeGreaterThan(100);
});
