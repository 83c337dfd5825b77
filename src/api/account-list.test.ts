import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCompany } from '../accounts/company.ts';
import { readingsOf } from '../health/current.ts';
import { readingRows } from '../health/reading-rows.ts';
import { shippedSettings } from '../health/scoring-settings.ts';
import { shippedVersion } from '../health/versions.ts';
import { addDays, parseDay } from '../lib/day.ts';
import { foldBandShown } from '../scoring/bands.ts';
import { healthOf } from '../scoring/health.ts';
import { bandsShownOn } from './bands-shown-on.ts';
import { AccountList, AccountListQuery, AccountSort } from './contract/account.ts';
import { currentList } from './current-list.ts';
import { listOfDay } from './list-of-day.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 40, seed: 3 });
});
afterAll(() => server[Symbol.asyncDispose]());

async function list(query: string): Promise<AccountList> {
  const answer = await server.app.inject(`/api/v1/accounts?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return AccountList.parse(answer.json());
}

const ids = ({ rows }: AccountList) => rows.map(({ account_id }) => account_id);

/** Numbers of two ways may differ in their last bits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'number' ? Number(part.toFixed(9)) : part,
  );

describe('the list as it stands', () => {
  test.each([
    '',
    'churned=include',
    'churned=only',
    'band=at_risk,unknown',
    'q=acct-1',
    'segment=small',
    'csm=-',
  ])('is that of the same day computed from readings: %s', async (text) => {
    const company = await readCompany(server.database.db);
    const when = { company, day: parseDay(server.data.to) };
    const query = AccountListQuery.parse({
      limit: 200,
      ...Object.fromEntries(new URLSearchParams(text)),
    });
    const stored = await currentList(server.database.db, when, query);
    const computed = await listOfDay(
      server.database.db,
      { ...when, version: shippedVersion },
      query,
    );
    expect(rounded(computed)).toEqual(rounded(stored));
  });

  test('leaves out those who have churned, unless asked for them', async () => {
    const [without, all, only] = await Promise.all([
      list('limit=200'),
      list('limit=200&churned=include'),
      list('limit=200&churned=only'),
    ]);
    expect(without.total + only.total).toBe(all.total);
    expect(
      only.rows.every(({ churned_at }) => churned_at !== null && churned_at <= only.as_of),
    ).toBe(true);
    expect(without.rows.every(({ churned_at }) => churned_at === null)).toBe(true);
  });

  test('counts bands by all filters but that of the band', async () => {
    const all = await list('limit=200');
    const some = await list('limit=200&band=at_risk,attention');
    expect(some.bands).toEqual(all.bands);
    expect(some.total).toBe(all.bands.at_risk.n + all.bands.attention.n);
    expect(some.rows.length).toBe(some.total);
    expect(some.rows.every(({ band_shown }) => band_shown !== 'unknown')).toBe(true);
  });

  test.each(AccountSort.options)('sorts by %s, those without one last', async (sort) => {
    const up = await list(`limit=200&sort=${sort}`);
    const down = await list(`limit=200&sort=${sort}&order=desc`);
    const field = sort === 'csm' ? 'csm_email' : sort;
    const known = (answer: AccountList) => answer.rows.map((row) => row[field] !== null);
    expect(known(up)).toEqual(known(down));
    expect(known(up).toSorted((a, b) => Number(b) - Number(a))).toEqual(known(up));
    expect(new Set(ids(up))).toEqual(new Set(ids(down)));
  });

  test('comes in pages that are the whole', async () => {
    const whole = await list('limit=200&sort=name');
    const pages = await Promise.all(
      [0, 7, 14, 21, 28, 35].map((at) => list(`limit=7&offset=${at}&sort=name`)),
    );
    expect(pages.flatMap(ids)).toEqual(ids(whole));
    expect(pages.every(({ total }) => total === whole.total)).toBe(true);
  });

  test('finds a name without regard to case and umlauts', async () => {
    const zurich = ids(await list('limit=200&churned=include')).find((id) => id.includes('Zürich'));
    expect(zurich).toBeDefined();
    for (const q of ['zürich', 'ZUERICH', 'Zuerich', 'ürich, %22main']) {
      expect(ids(await list(`q=${q}&churned=include`)), q).toEqual([zurich]);
    }
    expect((await list('q=%25')).total).toBe(0);
  });

  test('shows twelve weeks, the last one the day itself', async () => {
    const { rows, as_of } = await list('limit=200&as_of=2026-04-12');
    for (const row of rows) {
      expect(row.sparkline).toHaveLength(12);
      expect(row.sparkline.at(-1)).toEqual(row.health);
    }
    const before = await list(`limit=200&as_of=${addDays(parseDay(as_of), -7)}`);
    const healths = new Map(before.rows.map((row) => [row.id, row.health]));
    for (const row of rows.filter(({ id }) => healths.has(id))) {
      expect(row.sparkline.at(-2)).toEqual(healths.get(row.id));
    }
  });
});

test('the band shown of any day is the fold over all days before it', async () => {
  const { db } = server.database;
  const company = await readCompany(db);
  const { rows } = await listOfDay(
    db,
    { company, day: parseDay(server.data.to), version: shippedVersion },
    AccountListQuery.parse({ limit: 200, churned: 'include' }),
  ).then(({ accounts }) => ({ rows: accounts }));
  for (const day of ['2026-06-30', '2026-03-03', '2025-12-24'].map(parseDay)) {
    const history = await readingRows(
      db,
      rows.map(({ id }) => id),
      day,
    );
    const healths = (id: number) =>
      (history.get(id) ?? []).map((row) => healthOf(readingsOf(row), shippedSettings).health);
    const accounts = rows.map(({ id }) => ({ id, health: healths(id).at(-1) ?? null }));
    const shown = await bandsShownOn(db, { company, day, accounts });
    for (const { id } of accounts) {
      expect(shown.get(id), `${id} on ${day}`).toBe(foldBandShown(healths(id), shippedSettings));
    }
  }
});
