import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchesOf, store } from '../../tests/product.ts';
import { kpis } from '../kpis/index.ts';
import { AccountList } from './contract/account.ts';
import { KpiFacts } from './contract/kpi.ts';
import { ReadingSources } from './contract/portfolio.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 20, seed: 17 });
});
afterAll(() => server[Symbol.asyncDispose]());

const get = async (url: string): Promise<unknown> => {
  const answer = await server.app.inject(url);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const sourcesOn = async (day: string): Promise<Map<string, string[]>> => {
  const { as_of, places } = ReadingSources.parse(
    await get(`/api/v1/portfolio/sources?as_of=${day}`),
  );
  expect(as_of).toBe(day);
  return new Map(places.map(({ kpi, sources }) => [kpi, sources]));
};

/** Moves some accounts with their facts to a source of another name, as if it had delivered them. */
const moveTo = (source: string, accounts: readonly string[], tables: readonly string[]) =>
  server.database.ownerDb.transaction().execute(async (tx) => {
    await sql`insert into app.source (name) values (${source}) on conflict do nothing`.execute(tx);
    const moved = sql`select id from account.account where external_id = any(${accounts}::text[])`;
    const id = sql`(select id from app.source where name = ${source})`;
    for (const table of tables) {
      await sql`update ${sql.table(table)} set source_id = ${id} where account_id in (${moved})`.execute(
        tx,
      );
    }
    await sql`update account.account set source_id = ${id} where id in (${moved})`.execute(tx);
  });

test('the sources of a KPI are those of all its accounts, on any day', async () => {
  await store(
    server.database.app,
    batchesOf({
      accounts: [{ account_id: 'rated', name: 'Rated' }],
      ratings: [
        { account_id: 'rated', csm_email: 'a@hale.example', at: '2026-03-01', rating: '4' },
      ],
    }),
  );
  await moveTo('other', ['rated'], ['fact.rating']);
  const { rows } = AccountList.parse(await get('/api/v1/accounts?limit=200&churned=include'));
  expect(rows.length).toBeGreaterThan(15);
  for (const day of ['2026-06-30', '2026-02-28', '2025-08-31', '1999-12-31']) {
    const expected = new Map(kpis.map(({ id }) => [id, new Set<string>()]));
    for (const { id } of rows) {
      const facts = KpiFacts.parse(await get(`/api/v1/accounts/~${id}/kpi-facts?as_of=${day}`));
      for (const kpi of facts.kpis)
        for (const { name } of kpi.sources) expected.get(kpi.id)?.add(name);
    }
    const found = await sourcesOn(day);
    expect(found, day).toEqual(
      new Map([...expected].map(([id, names]) => [id, [...names].toSorted()])),
    );
  }
  expect((await sourcesOn('2026-06-30')).get('agent_rating')).toEqual(['csv', 'other']);
  expect((await sourcesOn('2026-02-28')).get('agent_rating')).toEqual(['csv']);
  expect((await sourcesOn('1999-12-31')).get('sla')).toEqual([]);
});

test('what is withdrawn names no source any more', async () => {
  await store(
    server.database.app,
    batchesOf({
      accounts: [{ account_id: 'gone', name: 'Gone' }],
      tickets: [{ ticket_id: 'gone-1', account_id: 'gone', opened_at: '2026-03-01' }],
      ticket_messages: [
        { message_id: 'gone-1', ticket_id: 'gone-1', at: '2026-03-02', author: 'agent' },
      ],
    }),
  );
  await moveTo('third', ['gone'], ['fact.ticket', 'fact.ticket_message']);
  const repliesFrom = async () => (await sourcesOn('2026-06-30')).get('response_time');
  expect(await repliesFrom()).toEqual(['csv', 'third']);
  const { ownerDb } = server.database;
  await sql`update fact.ticket set withdrawn = true where external_id = 'gone-1'`.execute(ownerDb);
  expect(await repliesFrom()).toEqual(['csv']);
  await sql`update fact.ticket set withdrawn = false where external_id = 'gone-1'`.execute(ownerDb);
  await sql`update account.account set withdrawn = true where external_id = 'gone'`.execute(
    ownerDb,
  );
  expect(await repliesFrom()).toEqual(['csv']);
});
