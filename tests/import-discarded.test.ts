import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, type Files, type Importing, importing } from './import-fixture.ts';

/** Rows in quarantine that a person has given up. */

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(() => product.clear());

const accounts = (...rows: string[]): Files => ({ 'accounts.csv': ['account_id,name', ...rows] });
const costs = (...rows: string[]): Files => ({
  'costs.csv': ['cost_id,account_id,at,amount,currency', ...rows],
});
const messy: Files = {
  ...accounts('a,Anna', 'b,', '"c"x,Cleo'),
  ...costs('k,a,2026-02-30,5,EUR', 'l,z,2026-01-01,5,EUR', 'm,a,2026-01-01,5,EUR'),
};

const words = ({ file, line, reason }: { file: string; line: number; reason: string }) =>
  `${file}:${line} ${reason}`;
const open = async () => (await product.quarantine()).map(words);
const discarded = async () => (await product.discarded()).map(words);

const EVERY_ROW = [
  'accounts.csv:3 missing_value',
  'accounts.csv:4 bad_row',
  'costs.csv:2 bad_time',
  'costs.csv:3 unknown_account',
];

describe('discarded rows', () => {
  it('leave the list by file, by reason, by both or one by one, and come back as they left', async () => {
    await product.take(messy);
    expect(await open()).toEqual(EVERY_ROW);

    expect(await product.discard({ file: 'accounts.csv' })).toBe(2);
    expect(await open()).toEqual(EVERY_ROW.slice(2));
    expect(await product.discard({ file: 'accounts.csv', reason: 'bad_time' })).toBe(0);
    expect(await product.discard({ file: 'costs.csv', reason: 'bad_time' })).toBe(1);
    expect(await product.discard({ reason: 'unknown_account' })).toBe(1);
    expect(await open()).toEqual([]);
    expect(await discarded()).toEqual(EVERY_ROW);

    const [first, second] = await product.discarded();
    expect(first).toMatchObject({ discarded_at: expect.any(Date), discarded_by: 'command_line' });
    expect(await product.restore({ ids: [first?.id ?? '', '999999'] })).toBe(1);
    expect(await product.discard({ ids: [second?.id ?? ''] })).toBe(0);
    expect(await open()).toEqual(EVERY_ROW.slice(0, 1));
    expect(await product.restore({})).toBe(3);
    expect(await open()).toEqual(EVERY_ROW);
    expect(await discarded()).toEqual([]);
  });

  it('stay discarded when the same file comes again, and are accounted for as ever', async () => {
    await product.take(messy);
    await product.discard({});
    const report = await product.take(messy);
    expect(accountOf(report, 'accounts.csv')).toBe('read 3 unchanged 1 quarantined 2');
    expect(accountOf(report, 'costs.csv')).toBe('read 3 unchanged 1 quarantined 2');
    expect(await open()).toEqual([]);
    expect(await discarded()).toEqual(EVERY_ROW);
  });

  it('are open again where they come in another form', async () => {
    await product.take(messy);
    await product.discard({});
    await product.take({
      ...accounts('a,Anna', 'b, ', '"c"y,Cleo'),
      ...costs('k,a,2026-02-31,5,EUR', 'l,z,2026-01-02,5,EUR'),
    });
    expect(await open()).toEqual(EVERY_ROW);
    expect(await discarded()).toEqual(['accounts.csv:4 bad_row']);
  });

  it('are done with when a good row of their key comes', async () => {
    await product.take(messy);
    await product.discard({});
    const report = await product.take(accounts('b,Berta'));
    expect(accountOf(report, 'accounts.csv')).toBe('read 1 created 1');
    expect(await discarded()).toEqual(EVERY_ROW.slice(1));
  });

  it('do not come in with their account or by a retry, until they are restored', async () => {
    await product.take(messy);
    await product.discard({ reason: 'unknown_account' });
    expect((await product.take(accounts('z,Zoe'))).released).toBe(0);
    expect(await product.retry()).toEqual({ released: 0, left: 3 });
    expect(await product.rows('external_id', 'fact.cost')).toEqual([{ external_id: 'm' }]);

    await product.restore({});
    expect(await product.retry()).toEqual({ released: 1, left: 3 });
    expect(await product.rows('external_id', 'fact.cost')).toEqual([
      { external_id: 'l' },
      { external_id: 'm' },
    ]);
  });
});
