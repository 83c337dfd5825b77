import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOfDay } from '../../tests/naive/as-of.ts';
import { newestFact } from '../../tests/naive/newest-facts.ts';
import { portfolioOf } from '../../tests/naive/portfolio.ts';
import { batchesOf, store } from '../../tests/product.ts';
import { kpis } from '../kpis/index.ts';
import { AccountList } from './contract/account.ts';
import { QuarantineList } from './contract/job.ts';
import { KpiFacts } from './contract/kpi.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
/** Hale's own number by account_id. */
let ids: Map<string, number>;

beforeAll(async () => {
  server = await served({ accounts: 20, seed: 17 });
  const list = await server.app.inject('/api/v1/accounts?limit=200&churned=include');
  ids = new Map(AccountList.parse(list.json()).rows.map(({ id, account_id }) => [account_id, id]));
});
afterAll(() => server[Symbol.asyncDispose]());

const factsOf = async (id: number, day: string): Promise<Map<string, KpiFacts['kpis'][number]>> => {
  const answer = await server.app.inject(`/api/v1/accounts/~${id}/kpi-facts?as_of=${day}`);
  const { as_of, kpis: found } = KpiFacts.parse(answer.json());
  expect(as_of).toBe(day);
  return new Map(found.map((kpi) => [kpi.id, kpi]));
};

const days = ['2026-06-30', '2026-04-12', '2025-12-31'];

test.each(days)(
  'the newest fact behind each KPI is that of the facts themselves on %s',
  async (day) => {
    const portfolio = portfolioOf(server.data.facts);
    const asOf = asOfDay(portfolio, server.data.settings, day);
    const known = new Set<string>();
    for (const account of portfolio.accounts) {
      const found = await factsOf(ids.get(account.account.account_id) ?? 0, day);
      expect([...found.keys()].toSorted()).toEqual(kpis.map(({ id }) => id).toSorted());
      for (const { id } of kpis) {
        const newest = newestFact(id, account, asOf);
        const place = `${id} of ${account.account.account_id}`;
        expect(found.get(id)?.newest_fact_on, place).toBe(newest);
        if (newest === null) continue;
        known.add(id);
        expect(found.get(id)?.sources[0], place).toMatchObject({
          name: 'csv',
          newest_fact_on: newest,
          last_import_at: expect.stringMatching(/Z$/),
        });
      }
    }
    expect([...known].toSorted()).toEqual(kpis.map(({ id }) => id).toSorted());
  },
);

test('facts that come late or go are seen from their own day on, and each source for itself', async () => {
  const account = 'late';
  const at = (day: string) => `${day}T12:00:00Z`;
  const rating = { account_id: account, csm_email: 'a@hale.example', rating: '4' };
  const ticket = { ticket_id: 'late-1', account_id: account, opened_at: at('2026-03-01') };
  await store(
    server.database.app,
    batchesOf({
      accounts: [{ account_id: account, name: 'Late' }],
      tickets: [{ ...ticket, solved_at: at('2026-03-04') }],
      ticket_messages: [
        { message_id: 'late-1', ticket_id: 'late-1', at: at('2026-03-03'), author: 'agent' },
      ],
      ratings: [{ ...rating, at: at('2026-02-01') }],
    }),
  );
  const { rows } = await sql<{ id: number }>`
    select id from account.account where external_id = ${account}`.execute(server.database.db);
  const id = rows[0]?.id ?? 0;
  const newest = async (kpi: string, day: string) =>
    (await factsOf(id, day)).get(kpi)?.newest_fact_on;
  expect(await newest('agent_rating', '2026-03-31')).toBe('2026-02-01');
  expect(await newest('response_time', '2026-03-31')).toBe('2026-03-03');
  expect(await newest('touchpoint', '2026-03-31')).toBe('2026-03-04');

  // Of an earlier day and of a later one, both after all the others.
  await store(
    server.database.app,
    batchesOf({
      ratings: [
        { ...rating, at: at('2026-03-20') },
        { ...rating, at: at('2026-04-20') },
      ],
    }),
  );
  expect(await newest('agent_rating', '2026-03-19')).toBe('2026-02-01');
  expect(await newest('agent_rating', '2026-03-31')).toBe('2026-03-20');
  expect(await newest('agent_rating', '2026-05-01')).toBe('2026-04-20');

  await store(
    server.database.app,
    batchesOf({
      tickets: [{ ...ticket, deleted: 'true' }],
      ratings: [{ ...rating, at: at('2026-03-20'), deleted: 'true' }],
    }),
  );
  expect(await newest('agent_rating', '2026-03-31')).toBe('2026-02-01');
  expect(await newest('response_time', '2026-03-31')).toBe(null);
  expect(await newest('touchpoint', '2026-03-31')).toBe(null);

  await sql`
    with other as (insert into app.source (name) values ('other') returning id)
    insert into fact.rating (account_id, source_id, csm_email, at, rating)
    select ${id}, id, 'b@hale.example', '2026-01-10T12:00:00Z', 3 from other`.execute(
    server.database.ownerDb,
  );
  const { newest_fact_on, sources } = (await factsOf(id, '2026-03-31')).get('agent_rating') ?? {};
  expect(newest_fact_on).toBe('2026-02-01');
  expect(sources).toMatchObject([
    { name: 'csv', newest_fact_on: '2026-02-01' },
    { name: 'other', newest_fact_on: '2026-01-10', last_import_at: null },
  ]);
  expect((await factsOf(id, '2026-01-31')).get('agent_rating')?.sources).toMatchObject([
    { name: 'other' },
  ]);
});

test('rows that were not taken are counted where they would belong, and listed by that', async () => {
  await store(
    server.database.app,
    batchesOf({
      accounts: [
        { account_id: 'bad', name: 'Bad' },
        { account_id: 'other', name: 'Other' },
      ],
      tickets: [
        { ticket_id: 'bad-1', account_id: 'bad', opened_at: '2026-03-01' },
        { ticket_id: 'bad-2', account_id: 'bad', opened_at: 'soon' },
        { ticket_id: 'other-1', account_id: 'other', opened_at: '2026-03-01' },
      ],
      ticket_messages: [
        { message_id: 'bad-1', ticket_id: 'bad-1', at: 'later', author: 'agent' },
        { message_id: 'bad-2', ticket_id: 'bad-2', at: '2026-03-02', author: 'agent' },
        { message_id: 'bad-3', ticket_id: 'other-1', at: 'never', author: 'agent' },
      ],
      ratings: [{ account_id: 'bad', csm_email: 'a@hale.example', at: '2026-03-01', rating: '9' }],
    }),
  );
  const { rows } = await sql<{ id: number }>`
    select id from account.account where external_id = 'bad'`.execute(server.database.db);
  const id = rows[0]?.id ?? 0;
  const found = await factsOf(id, '2026-03-31');
  const counted = (kpi: string) => found.get(kpi)?.n_quarantined;
  // The ticket, its message that waits for it, and the other ticket's message.
  expect(counted('touchpoint')).toBe(3);
  expect(counted('sla')).toBe(0);
  expect(counted('agent_rating')).toBe(1);

  const listed = async (query: string) =>
    QuarantineList.parse((await server.app.inject(`/api/v1/quarantine?${query}`)).json());
  const facts = found.get('touchpoint')?.facts.join(',');
  const { total, rows: waiting } = await listed(`account=${id}&facts=${facts}`);
  expect(total).toBe(3);
  expect(waiting.map(({ file, record }) => `${file} ${record}`)).toEqual([
    'ticket_messages.csv 1',
    'ticket_messages.csv 2',
    'tickets.csv 2',
  ]);
  // What is given up as listed is that and nothing else.
  const discarded = await server.app.inject({
    method: 'POST',
    url: '/api/v1/quarantine/discard',
    body: { account: id, facts: found.get('touchpoint')?.facts },
  });
  expect(discarded.json()).toEqual({ n: 3 });
  expect((await factsOf(id, '2026-03-31')).get('touchpoint')?.n_quarantined).toBe(0);
  expect((await listed('')).total).toBe(2);
});
