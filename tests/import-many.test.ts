import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, type Importing, importing } from './import-fixture.ts';

/** Imports of more rows than are settled in one look: what they touch, and what the database knows of them. */

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(async () => {
  await product.clear();
  await product.take({
    'accounts.csv': ['account_id,name', 'a,Anna', 'b,Bert', 'c,Cleo'],
    'tickets.csv': ['ticket_id,account_id,opened_at', 't,a,2026-01-01', 'u,b,2026-01-01'],
  });
  await product.forgetTouched();
});

const MANY = 1_500;

const lines = (header: string, rowOf: (number: number) => string, from = 0) => [
  header,
  ...Array.from({ length: MANY }, (_, at) => rowOf(from + at)),
];

const costsOf = (account: string, from = 0) =>
  lines(
    'cost_id,account_id,at,amount,currency',
    (number) => `k${number},${account},2026-01-01,1,EUR`,
    from,
  );

const messagesOf = (ticket: string, from = 0) =>
  lines('message_id,ticket_id,at,author', (n) => `m${n},${ticket},2026-01-01,agent`, from);

const usageOf = (account: string, day: string) =>
  lines(
    'account_id,user_id,at',
    (number) =>
      `${account},x,${day}T${String(Math.floor(number / 60) % 24).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}:0${Math.floor(number / 1440)}Z`,
  );

describe('many new rows touch the accounts they belong to', () => {
  it.each([
    { of: 'accounts', file: 'costs.csv', first: costsOf('a'), next: costsOf('b', MANY) },
    {
      of: 'tickets',
      file: 'ticket_messages.csv',
      first: messagesOf('t'),
      next: messagesOf('u', MANY),
    },
  ])('as rows of $of, the first of a source and later ones', async ({ file, first, next }) => {
    await product.take({ [file]: first });
    expect(await product.touched()).toEqual(['a']);
    await product.forgetTouched();

    const report = await product.take({ [file]: [...first, ...next.slice(1)] });
    expect(accountOf(report, file)).toBe(`read ${2 * MANY} created ${MANY} unchanged ${MANY}`);
    expect(await product.touched()).toEqual(['b']);
  });

  it('as usage, with the days it lies on and one on either side', async () => {
    await product.take({
      'usage_events.csv': [
        ...usageOf('a', '2026-03-01'),
        'a,y,2026-03-09T10:00Z',
        'c,y,2026-03-05T10:00Z',
      ],
    });
    expect(
      await product.select(
        'external_id, usage_from, usage_until from fact.touched join account.account on account.id = account_id order by 1',
      ),
    ).toEqual([
      { external_id: 'a', usage_from: '2026-02-28', usage_until: '2026-03-10' },
      { external_id: 'c', usage_from: '2026-03-04', usage_until: '2026-03-06' },
    ]);
  });
});

it('rows that come again are looked up in a table whose size is known', async () => {
  const files = { 'usage_events.csv': usageOf('a', '2026-03-01') };
  await product.take(files);
  const report = await product.take(files);
  expect(accountOf(report, 'usage_events.csv')).toBe(`read ${MANY} unchanged ${MANY}`);
  const [table] = await product.select(
    `reltuples from pg_class where oid = 'fact.usage_event'::regclass`,
  );
  expect(Number(table?.reltuples)).toBeGreaterThanOrEqual(MANY);
});
