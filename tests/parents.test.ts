import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { AccountList } from '../src/api/contract/account.ts';
import { type Served, served } from '../src/api/served.fixture.ts';
import { readingsAsOf } from '../src/health/readings-as-of.ts';
import { publishChange, rescoreEveryAccount } from '../src/jobs/publish.ts';
import { readingHistory } from '../src/jobs/reading-history.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import type { ScoringModel } from '../src/scoring/model.ts';
import { batchOf, store } from './product.ts';

let server: Served;
let parent = '';
let children: string[] = [];
const own = new Map<string, number | null>();

const today = () => parseDay(server.data.to);

async function printed(): Promise<Map<string, { health: number | null; band: string }>> {
  const { db } = server.database;
  const { time_zone: timeZone } = await readCompany(db);
  const found = new Map();
  for await (const account of readingsAsOf(db, readingHistory(db, await readCompany(db)), {
    day: today(),
    timeZone,
  })) {
    found.set(account.account_id, { health: account.health, band: account.band_shown });
  }
  return found;
}

async function listed(more = ''): Promise<Map<string, { health: number | null; band: string }>> {
  const answer = await server.app.inject(`/api/v1/accounts?limit=200${more}`);
  const { rows } = AccountList.parse(answer.json());
  return new Map(rows.map((row) => [row.account_id, { health: row.health, band: row.band_shown }]));
}

const publish = async (parents: ScoringModel['parents']) => {
  await publishChange(server.database.db, (model) => ({ ...model, parents }), {
    author: '',
    note: `Parents: ${parents}`,
    effect: null,
  });
  await rescoreEveryAccount(server.database.db);
};

beforeAll(async () => {
  server = await served({ accounts: 30, seed: 5 });
  for (const [id, { health }] of await printed()) own.set(id, health);
  // Who has left belongs to no group.
  const present = await listed('&churned=exclude');
  const known = [...own].flatMap(([id, health]) =>
    health === null || !present.has(id) ? [] : [id],
  );
  [parent = '', ...children] = known.slice(0, 4);
  await store(server.database.app, [
    batchOf({
      fact: 'accounts',
      columns: ['account_id', 'name', 'parent_account_id'],
      cells: children.map((id) => [id, id, parent]),
    }),
  ]);
  await bringUpToDate(server.database.db, { today: today() });
});
afterAll(() => server[Symbol.asyncDispose]());

test.each([
  ['mean', (healths: number[]) => healths.reduce((sum, one) => sum + one, 0) / healths.length],
  ['worst', (healths: number[]) => Math.min(...healths)],
] as const)(
  'a parent shows the %s of its children in the list, the command and on its page',
  async (mode, expected) => {
    await publish(mode);
    const wanted = expected(children.map((id) => own.get(id) ?? Number.NaN));
    const [command, list, ofDay] = [
      await printed(),
      await listed(),
      await listed(`&as_of=${server.data.to}`),
    ];
    for (const found of [command, list, ofDay]) {
      expect(found.get(parent)?.health).toBeCloseTo(wanted, 9);
      for (const child of children)
        expect(found.get(child)?.health).toBeCloseTo(own.get(child) ?? 0, 9);
    }
    expect(list.get(parent)?.band).toBe(command.get(parent)?.band);
    const { rows } = AccountList.parse(
      (await server.app.inject(`/api/v1/accounts?q=${parent}&churned=include`)).json(),
    );
    const id = rows.find((row) => row.account_id === parent)?.id;
    const page = (await server.app.inject(`/api/v1/accounts/~${id}`)).json();
    expect(page.health).toBeCloseTo(wanted, 9);
    expect(page.own_health).toBeCloseTo(own.get(parent) ?? 0, 9);
  },
);

test('and its own again, when the settings say so', async () => {
  await publish('own');
  expect((await listed()).get(parent)?.health).toBeCloseTo(own.get(parent) ?? 0, 9);
  expect((await printed()).get(parent)?.health).toBeCloseTo(own.get(parent) ?? 0, 9);
});
