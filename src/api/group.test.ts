import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedModel } from '../health/scoring-settings.ts';
import { createDraft, markPublished } from '../health/versions.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { Account } from './contract/account.ts';
import { AccountGroup } from './contract/group.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 12, seed: 5 });
  await sql`update account.account set churned_at = null, created_at = null, parent_account_external_id = null`.execute(
    server.database.db,
  );
});
afterAll(() => server[Symbol.asyncDispose]());

const group = async (id: number) =>
  AccountGroup.parse((await server.app.inject(`/api/v1/accounts/~${id}/group`)).json());
const account = async (id: number) =>
  Account.parse((await server.app.inject(`/api/v1/accounts/~${id}`)).json());
const belongsTo = (child: number, parent: number) =>
  sql`
  update account.account set parent_account_external_id =
    (select external_id from account.account parent where parent.id = ${parent})
  where id = ${child}`.execute(server.database.db);

async function publish(parents: ScoringModel['parents']) {
  const { db } = server.database;
  const draft = { model: { ...shippedModel, parents }, author: '', note: '', basedOn: 0 };
  await markPublished(db, await createDraft(db, draft), { author: '', note: 'x', effect: null });
}

test('parent and children stand with what they show, its own health beside', async () => {
  expect(await group(1)).toMatchObject({ parent: null, n_children: 0, cycle: [], parents: 'own' });
  const healths = new Map<number, number | null>();
  for (let id = 1; id <= 12; id += 1) healths.set(id, (await account(id)).health);
  const known = [...healths].filter(([, health]) => health !== null).map(([id]) => id);
  const [top = 0, middle = 0, low = 0, other = 0] = known;
  expect(other).toBeGreaterThan(0);
  await belongsTo(middle, top);
  await belongsTo(other, top);
  await belongsTo(low, middle);
  const healthOf = (id: number) => healths.get(id) ?? Number.NaN;

  expect(await group(middle)).toMatchObject({
    parent: { id: top, health: healthOf(top) },
    children: [{ id: low, health: healthOf(low) }],
    own_health: healthOf(middle),
  });
  await publish('worst');
  const worst = Math.min(healthOf(low), healthOf(other));
  const ofTop = await group(top);
  expect(ofTop).toMatchObject({ parents: 'worst', own_health: healthOf(top), n_children: 2 });
  expect(ofTop.children[0]?.health).toBe(worst);
  expect(await account(top)).toMatchObject({ health: worst, own_health: healthOf(top) });
  expect((await group(middle)).parent?.health).toBe(worst);
  expect((await group(low)).children).toEqual([]);
});

test('accounts that are each other’s parents are named, and keep their own health', async () => {
  const before = (await group(11)).own_health;
  await belongsTo(11, 12);
  await belongsTo(12, 11);
  const circling = await group(11);
  expect(circling.cycle).toHaveLength(2);
  expect(circling.parent?.id).toBe(12);
  expect((await account(11)).health).toBe(before);
});
