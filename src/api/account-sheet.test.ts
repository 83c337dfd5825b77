import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, parseDay } from '../lib/day.ts';
import { AccountList, type AccountRow } from './contract/account.ts';
import { Freshness } from './contract/freshness.ts';
import { Problem } from './contract/problem.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 40, seed: 3 });
  const [worst] = (await list('')).rows;
  const lastDay = addDays(parseDay(server.data.to), 30);
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/v1/accounts/~${worst?.id}/overrides`,
    body: { band: 'healthy', reason: 'Signed for three years', last_day: lastDay },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  // The facts end earlier than the clock of the database.
  await sql`update health.override set created_at = ${server.data.to}::date`.execute(
    server.database.db,
  );
});
afterAll(() => server[Symbol.asyncDispose]());

const get = async (url: string) => {
  const answer = await server.app.inject(url);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer;
};
const list = async (query: string): Promise<AccountList> =>
  AccountList.parse((await get(`/api/v1/accounts?limit=200&${query}`)).json());
const file = async (query: string): Promise<Record<string, string>[]> =>
  parse((await get(`/api/v1/accounts.csv?${query}`)).body, { columns: true });

/** The line that an account of the list has to have in the file. */
function lineOf(row: AccountRow, { n_kpis }: AccountList, days: number | undefined) {
  const { id: _, sparkline, mrr, override, ...plain } = row;
  const cells = {
    ...plain,
    n_kpis,
    mrr: mrr?.amount,
    currency: mrr?.currency,
    override_health: override?.health,
    override_band: override?.band,
    override_last_day: override?.last_day,
    freshness_days: days,
    ...Object.fromEntries(
      sparkline
        .slice(0, -1)
        .map((health, at) => [`health_${sparkline.length - 1 - at}_weeks_ago`, health]),
    ),
  };
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [column, `${cell ?? ''}`]),
  );
}

describe('the list as CSV', () => {
  test.each([
    '',
    'churned=include&sort=name&order=desc',
    'churned=only',
    'band=at_risk,unknown&sort=coverage',
    'q=acct-1&sort=mrr&order=desc',
    'as_of=2026-03-03&churned=include&sort=delta_30_days',
    'as_of=1999-12-31',
  ])(
    'has the customers of the filter in its order, each with what the list shows: %s',
    async (query) => {
      const shown = await list(query);
      const { days } = Freshness.parse(
        (
          await get(
            `/api/v1/freshness?as_of=${shown.as_of}&accounts=${shown.rows.map(({ id }) => id).join(',') || 0}`,
          )
        ).json(),
      );
      expect(shown.rows).toHaveLength(shown.total);
      expect(await file(query)).toEqual(shown.rows.map((row) => lineOf(row, shown, days[row.id])));
    },
  );

  test('shows what a person has set beside what was computed', async () => {
    const [worst] = await file('');
    expect(worst).toMatchObject({
      band_shown: 'at_risk',
      override_health: '',
      override_band: 'healthy',
      override_last_day: addDays(parseDay(server.data.to), 30),
    });
  });

  test('leaves empty what is unknown, and is a head alone where nobody fits', async () => {
    const rows = await file('band=unknown&churned=include');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ health, delta_30_days }) => health === '' && delta_30_days === '')).toBe(
      true,
    );
    const nobody = '/api/v1/accounts.csv?q=nobody-has-this-name';
    expect((await get(nobody)).body).toMatch(
      /^account_id,name,segment,csm_email,health,band,[^\n]*\n$/,
    );
    expect((await get(`${nobody}&language=en`)).body).toMatch(/^\uFEFFaccount_id,name,segment,/);
  });

  test('takes every page and no more than the filter leaves', async () => {
    const all = await list('churned=include');
    expect(await file('churned=include&limit=3&offset=5')).toHaveLength(all.total);
  });

  test('is one for a German spreadsheet where that is asked for, with the same figures', async () => {
    const { headers, rawPayload } = await get('/api/v1/accounts.csv?language=de');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="customers-${server.data.to}.csv"`,
    });
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const german: Record<string, string>[] = parse(rawPayload, {
      columns: true,
      bom: true,
      delimiter: ';',
    });
    const english = await file('');
    const figures = ['health', 'coverage', 'mrr', 'delta_30_days'];
    const written = english.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, cell]) => [
          column,
          figures.includes(column) || column.startsWith('health_') ? cell.replace('.', ',') : cell,
        ]),
      ),
    );
    expect(german).toEqual(written);
    expect(german.some(({ health }) => health?.includes(','))).toBe(true);
  });

  test('a name is never a formula in a spreadsheet, and itself for programs', async () => {
    const { db } = server.database;
    const [first] = (await list('')).rows;
    const name = '=HYPERLINK("https://evil.example";"a")';
    await sql`update account.account set name = ${name} where id = ${first?.id}`.execute(db);
    expect((await file('')).map((row) => row.name)).toContain(name);
    const { body } = await get('/api/v1/accounts.csv?language=en');
    const rows: Record<string, string>[] = parse(body, { columns: true, bom: true });
    expect(rows.map((row) => row.name)).toContain(`'${name}`);
  });

  test.each(['as_of=2026-02-30', 'band=red', 'sort=colour', 'language=fr'])(
    'tells what it cannot read: %s',
    async (query) => {
      const answer = await server.app.inject(`/api/v1/accounts.csv?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(Problem.parse(answer.json()).errors?.[0]?.path).toBe(query.split('=')[0]);
    },
  );
});
