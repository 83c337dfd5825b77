import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shippedRules } from '../src/actions/action-rule.ts';
import { dayList } from '../src/actions/day-list.ts';
import { finishAction, takeAction } from '../src/actions/decide.ts';
import { fallenTasks, openTasks, taskKey } from '../src/actions/fallen.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { Actions, RuleActions, TaskList } from '../src/api/contract/action.ts';
import { served } from '../src/api/served.fixture.ts';
import { parseDay } from '../src/lib/day.ts';
import {
  atRisk,
  attention,
  closing,
  healthy,
  later,
  monday,
  type RatedCustomers,
  ratedCustomers,
} from './rated-customers.ts';

const rules = new Map(shippedRules.map((rule) => [rule.id, rule]));

describe('a task whose KPI falls', () => {
  let customers: RatedCustomers;
  beforeAll(async () => {
    customers = await ratedCustomers();
  });
  beforeEach(() => customers.forgetAll());
  afterAll(() => customers.close());

  const taken = async (name: string, rating: number, ruleId: string) => {
    const id = await customers.addAccount(name, { mrr: 1 });
    await customers.rate(id, rating);
    await refreshActions(customers.db, monday);
    const key = { accountId: id, ruleId, firedOn: monday };
    await takeAction(customers.db, key, { ownerEmail: null, dueOn: later(20), today: monday });
    return key;
  };
  const fallen = async (day = later(1)) =>
    fallenTasks(customers.db, day, await openTasks(customers.db, undefined), rules);

  test('says what it has come to, from good bands too', async () => {
    const watched = await taken('watched', 3, attention);
    const good = await taken('good', 5, healthy);
    const bad = await taken('bad', 1, atRisk[0]);
    expect(await fallen()).toEqual(new Map());
    await customers.rate(watched.accountId, 2, later(1));
    await customers.rate(good.accountId, 3, later(1));
    await customers.rate(bad.accountId, 1, later(1));
    expect(await fallen()).toEqual(
      new Map([
        [taskKey(watched), { band: 'at_risk', reading: 2, n: 1, score: 25 }],
        [taskKey(good), { band: 'attention', reading: 3, n: 1, score: 50 }],
      ]),
    );
    await customers.rate(watched.accountId, 3, later(2));
    await customers.rate(good.accountId, null, later(2));
    expect(await fallen(later(2))).toEqual(new Map());
  });

  test('comes up for today though it is not due, and the worse band waits until it is done', async () => {
    const key = await taken('watched', 3, attention);
    for (const name of ['large', 'larger']) {
      await customers.rate(await customers.addAccount(name, { mrr: 9000 }), 1);
    }
    await refreshActions(customers.db, monday);
    const shown = async () => {
      const { today } = await dayList(
        customers.db,
        {
          today: later(1),
          perDay: 2,
          owner: undefined,
          offset: 0,
          limit: 50,
          fallen: [...(await fallen()).keys()].map((task) => {
            const [accountId, ruleId = ''] = task.split(' ');
            return { accountId: Number(accountId), ruleId };
          }),
        },
        new Map(shippedRules.map(({ id }) => [id, 1])),
      );
      return today.map(({ account, ruleId }) => [account, ruleId]);
    };
    expect(await shown()).toEqual([
      ['large', atRisk[0]],
      ['larger', atRisk[0]],
    ]);
    await customers.rate(key.accountId, 1, later(1));
    await refreshActions(customers.db, later(1));
    expect(await shown()).toEqual([
      ['watched', attention],
      ['large', atRisk[0]],
    ]);
    expect(await customers.statesOf(key.accountId)).toEqual([`task ${attention}`]);
    await finishAction(customers.db, key, closing);
    await refreshActions(customers.db, later(1));
    expect(await customers.statesOf(key.accountId)).toEqual([
      `done ${attention}`,
      `suggested ${atRisk[0]}`,
    ]);
  });
});

test('the task says so wherever it is listed', async () => {
  await using server = await served({ accounts: 8, seed: 5 });
  const { db } = server.database;
  const ask = async (path: string): Promise<unknown> =>
    (await server.app.inject({ method: 'GET', url: `/api/v1${path}` })).json();
  await sql`update account.account set churned_at = null`.execute(db);
  await refreshActions(db, parseDay(server.data.to));
  const { rows } = await sql<{ id: number; rule: string; reading: number; score: number }>`
    update app.action
    set state = 'task', taken_on = fired_on, due_on = fired_on + 30, band = 'attention'
    where (account_id, rule_id) = (
      select account_id, rule_id from app.action
      where band = 'at_risk' and rule_id not like 'own%' order by account_id, rule_id limit 1)
    returning account_id as id, rule_id as rule, reading, score`.execute(db);
  const [task] = rows;
  if (task === undefined) throw new Error('no action has fired');
  const { actions } = Actions.parse(await ask(`/accounts/~${task.id}/actions`));
  const { today } = TaskList.parse(await ask('/tasks?limit=200'));
  const ofRule = RuleActions.parse(await ask(`/action-rules/${task.rule}/actions?state=open`));
  const { reading, score } = task;
  for (const list of [actions, today.filter(({ account }) => account.id === task.id)]) {
    expect(list.find(({ rule }) => rule === task.rule)?.fallen).toMatchObject({
      band: 'at_risk',
      reading,
      score,
    });
    expect(list.filter(({ fallen }) => fallen !== null)).toHaveLength(1);
  }
  expect(ofRule.actions.find(({ account }) => account.id === task.id)?.fallen).toMatchObject({
    band: 'at_risk',
  });
});
