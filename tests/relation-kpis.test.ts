import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import type { StoredReadings } from '../src/health/reading-rows.ts';
import { changeSetting } from '../src/jobs/change-setting.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { kpis } from '../src/kpis/index.ts';
import { parseDay } from '../src/lib/day.ts';
import type { FileName } from './naive/columns.ts';
import { applySettings, batchesOf, rowOn, store, storedReadings } from './product.ts';

const settings = {
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  defaultHourlyCost: 60,
  minutesPerReply: 10,
};

type Cells = Record<string, string>;

const account = (account_id: string, csm_email = ''): Cells => ({
  account_id,
  name: account_id,
  csm_email,
});
const contact = (account_id: string, contact_id: string, role: string, left_at = ''): Cells => ({
  contact_id,
  account_id,
  name: contact_id,
  role,
  left_at,
});
const talk = (id: string, at: string, contact_ids: string, more: Cells = {}): Cells => ({
  interaction_id: id,
  account_id: 'broad',
  at,
  kind: 'call',
  contact_ids,
  ...more,
});
const use = (account_id: string, user_id: string, day: string, feature = ''): Cells => ({
  account_id,
  user_id,
  day,
  feature,
});
const subscription = (account_id: string, id: string, mrr: string, more: Cells): Cells => ({
  subscription_id: `${account_id}-${id}`,
  account_id,
  mrr,
  currency: 'EUR',
  ...more,
});
const target = (
  csm_email: string,
  kind: string,
  period: string,
  value: string,
  of = '',
): Cells => ({
  csm_email,
  kind,
  period,
  value,
  account_id: of,
});

const facts: Partial<Record<FileName, Cells[]>> = {
  accounts: [
    ...['broad', 'explorer', 'seated', 'grown', 'foreign', 'nobody'].map((id) => account(id)),
    ...['large', 'small', 'by-hand'].map((id) => account(id, 'eva@example.com')),
    ...['priced', 'unpriced'].map((id) => account(id, 'max@example.com')),
  ],
  contacts: [
    contact('broad', 'boss', 'executive'),
    contact('broad', 'fan', 'champion', '2026-03-01T00:00'),
    contact('broad', 'buyer', 'decision_maker'),
    contact('broad', 'daily', 'user'),
    contact('broad', 'visitor', ''),
  ],
  interactions: [
    talk('one-way', '2026-02-01T10:00', 'boss', { kind: 'email' }),
    talk('both', '2026-02-02T10:00', 'boss; fan;daily'),
    talk('written', '2026-02-10T23:30', 'boss', { kind: 'email', inbound: 'true' }),
    talk('stranger', '2026-02-11T10:00', 'someone-else'),
    talk('too late', '2026-03-05T10:00', 'fan'),
  ],
  usage_daily: [
    use('explorer', 'ann', '2026-02-01', 'reports'),
    use('explorer', 'ben', '2026-02-10', 'reports'),
    use('explorer', 'ben', '2026-02-10', 'api'),
    use('explorer', 'ben', '2026-02-11'),
    { ...use('explorer', 'ben', '2026-02-12', 'export'), count: '0' },
    // Another customer's use makes the list longer, for 90 days.
    use('seated', 'cy', '2026-02-20', 'export'),
    use('seated', 'cy', '2026-04-20'),
    use('seated', 'dee', '2026-04-21'),
  ],
  subscriptions: [
    subscription('seated', '1', '10', {
      starts_on: '2026-01-21',
      seats: '4',
      ends_on: '2026-05-01',
    }),
    subscription('seated', '2', '10', { starts_on: '2026-04-30' }),
    subscription('grown', '1', '100', { starts_on: '2025-01-10', ends_on: '2026-02-01' }),
    subscription('grown', '2', '150', { starts_on: '2026-02-01' }),
    subscription('foreign', '1', '100', { starts_on: '2025-01-10', currency: 'CHF' }),
    subscription('large', '1', '300', { starts_on: '2025-12-01' }),
    subscription('small', '1', '100', { starts_on: '2025-12-01' }),
    subscription('by-hand', '1', '500', { starts_on: '2025-12-01' }),
    subscription('priced', '1', '100', { starts_on: '2025-12-01' }),
    // Nothing in a currency without a rate is not known to be nothing, here as in growth.
    subscription('unpriced', '1', '0', { starts_on: '2025-01-10', currency: 'CHF' }),
    // Begins after the period's first day, so that it has no part in the split.
    subscription('small', '2', '900', { starts_on: '2026-01-02' }),
  ],
  targets: [
    target('eva@example.com', 'renewal', '2026', '9000'),
    target('eva@example.com', 'renewal', '2026-Q1', '1000'),
    target('eva@example.com', 'renewal', '2026-Q1', '200', 'by-hand'),
    target('eva@example.com', 'expansion', '2026-02', '400', 'large'),
    target('eva@example.com', 'retention_rate', '2026-03', '0.95', 'large'),
    target('max@example.com', 'renewal', '2026', '1000'),
  ],
  renewals: [
    {
      renewal_id: 'r1',
      account_id: 'large',
      due_on: '2026-01-10',
      amount: '300',
      currency: 'EUR',
      closed_on: '2026-01-15',
      outcome: 'renewed',
    },
    {
      renewal_id: 'r2',
      account_id: 'by-hand',
      due_on: '2026-01-20',
      amount: '500',
      currency: 'EUR',
      outcome: 'renewed_with_contraction',
      renewed_amount: '150',
    },
  ],
  opportunities: [
    {
      opportunity_id: 'o1',
      account_id: 'large',
      kind: 'upsell',
      amount: '100',
      currency: 'EUR',
      created_at: '2026-01-01',
      closed_on: '2026-02-20',
      won: 'true',
    },
  ],
};

describe('KPIs of relations, use and money, on the days at their edges', () => {
  let database: TestDatabase;
  let stored: Map<string, StoredReadings[]>;
  beforeAll(async () => {
    database = await freshDatabase();
    await applySettings(database.db, settings);
    const { files } = await store(database.app, batchesOf(facts));
    for (const { file, read, created } of files) expect(created, file).toBe(read);
    await bringUpToDate(database.db, { today: parseDay('2026-10-31') });
    stored = await storedReadings(database.db, '2026-10-31');
  });
  afterAll(() => database.close());

  const readIn = (from: Map<string, StoredReadings[]>, id: string, owner: string, day: string) => {
    const place = kpis.findIndex((kpi) => kpi.id === id);
    const row = rowOn(from.get(owner) ?? [], day);
    return [row?.readings[place] ?? null, row?.row_counts[place] ?? 0];
  };
  /** Reading and n at the end of a day. */
  const read = (id: string, owner: string, day: string) => readIn(stored, id, owner, day);

  it.each([
    ['1999-12-31', 0],
    ['2026-02-01', 0],
    ['2026-02-02', 2],
    ['2026-02-28', 2],
    ['2026-03-01', 1],
    ['2026-05-10', 1],
    ['2026-05-11', 0],
  ])('engagement: spoken with and still there, for 90 days (%s)', (day, reading) => {
    expect(read('engagement', 'broad', day)).toEqual([reading, 4]);
  });

  it.each([
    ['2026-01-31', null, 0],
    ['2026-02-01', 1 / 1, 1],
    ['2026-02-10', 2 / 2, 3],
    ['2026-02-20', 2 / 3, 3],
    ['2026-03-11', 2 / 3, 3],
    ['2026-03-12', 0, 3],
    ['2026-05-20', 0, 3],
    // The last feature of the company has left its list: nothing to be measured by.
    ['2026-05-21', null, 3],
  ])('adoption: key features in use by those the company knows (%s)', (day, reading, n) => {
    expect(read('adoption', 'explorer', day)).toEqual([reading, n]);
  });

  it('adoption: the list of a company stands above what was used lately', async () => {
    await changeSetting(database.db, 'key_features', ' api, never used,api ');
    await bringUpToDate(database.db, { today: parseDay('2026-10-31') });
    const listed = await storedReadings(database.db, '2026-10-31');
    expect(readIn(listed, 'adoption', 'explorer', '2026-02-01')).toEqual([0, 1]);
    expect(readIn(listed, 'adoption', 'explorer', '2026-02-10')).toEqual([1 / 2, 3]);
    expect(readIn(listed, 'adoption', 'explorer', '2026-05-21')).toEqual([0, 3]);
  });

  it.each([
    ['2026-04-20', null, 1],
    ['2026-04-21', 2 / 4, 2],
    ['2026-04-30', 2 / 4, 2],
    // The seats of the second contract are not known.
    ['2026-05-01', null, 2],
  ])('licence use: by seats sold, after 90 days (%s)', (day, reading, n) => {
    expect(read('licence_use', 'seated', day)).toEqual([reading, n]);
  });

  it.each([
    ['grown', '2026-01-09', null, 0],
    ['grown', '2026-01-10', 0, 1],
    ['grown', '2026-02-01', 0.5, 1],
    // No rate for Swiss francs, so nothing is known.
    ['foreign', '2026-02-01', null, 1],
    ['unpriced', '2026-02-01', null, 1],
  ])('growth: %s on %s', (owner, day, reading, n) => {
    expect(read('growth', owner, day)).toEqual([reading, n]);
  });

  it.each([
    // 1000 less 200 set by hand, split 3 : 1 by MRR on January 1st.
    ['large', '2026-01-14', 0, 1],
    ['large', '2026-01-15', 300 / 600, 1],
    ['small', '2026-01-15', 0, 1],
    ['by-hand', '2026-01-19', 0, 1],
    ['by-hand', '2026-01-20', 150 / 200, 1],
    // A month that has a target goes before its quarter, for its own kind alone.
    ['large', '2026-02-01', 0, 1],
    ['large', '2026-02-20', 100 / 400, 1],
    ['large', '2026-03-01', 300 / 600, 1],
    // Of the year's 9000 it gets 3 of 9 parts.
    ['large', '2026-04-01', 300 / 3000, 1],
    ['by-hand', '2026-04-01', 150 / 5000, 1],
    ['large', '2025-12-31', null, 0],
    // A rate is missing for one customer of the CSM, so nobody's part is known.
    ['priced', '2026-02-01', null, 1],
    ['unpriced', '2026-02-01', null, 1],
  ])('commission: attained of the target of %s on %s', (owner, day, reading, n) => {
    const [value, rows] = read('commission', owner, day);
    expect(rows).toBe(n);
    if (reading === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(reading, 12);
  });

  it.each(['engagement', 'adoption', 'licence_use', 'growth', 'commission'])(
    '%s is unknown where there is nothing',
    (id) => expect(read(id, 'nobody', '2026-03-31')).toEqual([null, 0]),
  );
});
