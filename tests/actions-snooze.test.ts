import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shippedRules } from '../src/actions/action-rule.ts';
import { dayList } from '../src/actions/day-list.ts';
import { snoozeAction, takeAction } from '../src/actions/decide.ts';
import { type Decided, type DecisionKind, decide, undoDecision } from '../src/actions/decision.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { ActionDecided, TaskList } from '../src/api/contract/action.ts';
import { Problem } from '../src/api/contract/problem.ts';
import { served } from '../src/api/served.fixture.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';
import {
  atRisk,
  attention,
  later,
  monday,
  type RatedCustomers,
  ratedCustomers,
} from './rated-customers.ts';

let customers: RatedCustomers;
let north: number;
beforeAll(async () => {
  customers = await ratedCustomers();
});
beforeEach(async () => {
  await customers.forgetAll();
  north = await customers.addAccount('north', { mrr: 900 });
  await customers.rate(north, 3);
  await refreshActions(customers.db, monday);
});
afterAll(() => customers.close());

const asked = (kind: DecisionKind, ruleId: string, today: Day) => {
  const rule = shippedRules.find(({ id }) => id === ruleId);
  if (rule === undefined) throw new Error(`no rule ${ruleId}`);
  return { accountId: north, rule, today, kind };
};
const snooze = (until: Day | null, { today = monday, ruleId = attention as string } = {}) =>
  decide(customers.db, asked('snooze', ruleId, today), (tx, key) => snoozeAction(tx, key, until));
const take = () =>
  decide(customers.db, asked('take', attention, monday), (tx, key) =>
    takeAction(tx, key, { ownerEmail: null, dueOn: later(3), today: monday }),
  );
const undo = ({ outcome, ...decided }: Decided) => {
  if (outcome !== 'decided' || !('decision' in decided) || decided.decision === null)
    throw new Error('not decided');
  return undoDecision(customers.db, {
    accountId: north,
    ruleId: attention,
    decision: decided.decision,
  });
};
const stored = async () => {
  const { rows } = await sql<{ row: string }>`
    select action::text as row from app.action
    union all select decision::text from app.action_decision decision
    order by 1`.execute(customers.db);
  return rows.map(({ row }) => row);
};
const nothing = { fired: 0, recovered: 0, lapsed: 0 };
const listOn = async (today: Day, perDay = 10) => {
  const priorities = new Map(shippedRules.map(({ id }) => [id, 1]));
  const request = { today, perDay, owner: undefined, offset: 0, limit: 20, fallen: [] };
  const list = await dayList(customers.db, request, priorities);
  const names = (actions: typeof list.today) => actions.map(({ account }) => account);
  return {
    today: names(list.today),
    later: names(list.later),
    snoozed: names(list.snoozed),
    laterCount: list.laterCount,
  };
};

describe('a suggestion that rests', () => {
  test('comes back on its day as what it was, and leaves its room to others until then', async () => {
    const south = await customers.addAccount('south', { mrr: 100 });
    await customers.rate(south, 3);
    await refreshActions(customers.db, monday);
    expect(await listOn(monday, 1)).toMatchObject({ today: ['north'], later: ['south'] });
    const [before] = await customers.actionsOf(north);
    expect((await snooze(later(7))).outcome).toBe('decided');
    const resting = { today: ['south'], later: [], snoozed: ['north'], laterCount: 0 };
    expect(await listOn(monday, 1)).toEqual(resting);
    expect(await listOn(later(6), 1)).toEqual(resting);
    expect(await listOn(later(7), 1)).toMatchObject({ today: ['north'], snoozed: [] });
    const [after] = await customers.actionsOf(north);
    expect({ ...after, snoozedUntil: null, decision: null }).toEqual({ ...before, decision: null });
  });

  test('is the one open action of its KPI, and fires no second one', async () => {
    await snooze(later(30));
    for (const day of [monday, later(1), later(20)]) {
      expect(await refreshActions(customers.db, day)).toEqual(nothing);
    }
    expect(await customers.statesOf(north)).toEqual([`suggested ${attention}`]);
  });

  test('gives way at once when its KPI gets worse, and ends when it recovers', async () => {
    await snooze(later(30));
    await customers.rate(north, 1, later(2));
    await refreshActions(customers.db, later(2));
    expect(await customers.statesOf(north)).toEqual([
      `lapsed ${attention}`,
      `suggested ${atRisk[0]}`,
    ]);
    expect(await listOn(later(2))).toMatchObject({ today: ['north'], snoozed: [] });
    await snooze(later(30), { ruleId: atRisk[0], today: later(2) });
    await customers.rate(north, 5, later(3));
    await refreshActions(customers.db, later(3));
    expect(await listOn(later(3))).toMatchObject({ snoozed: [] });
    expect(await customers.statesOf(north)).toContain(`recovered ${atRisk[0]}`);
  });

  test('is brought back, snoozed for longer, taken up, and each undone to the letter', async () => {
    const states = [await stored()];
    const decisions: Decided[] = [];
    for (const act of [
      () => snooze(later(7)),
      () => snooze(later(14)),
      () => snooze(null),
      () => snooze(later(3)),
      take,
    ]) {
      decisions.push(await act());
      states.push(await stored());
    }
    // A task rests no longer.
    expect((await customers.actionsOf(north))[0]).toMatchObject({
      state: 'task',
      snoozedUntil: null,
    });
    expect((await snooze(later(7))).outcome).toBe('not-open');
    expect(await stored()).toEqual(states.pop());
    for (const decided of decisions.toReversed()) {
      expect(await undo(decided)).toBe(true);
      expect(await refreshActions(customers.db, monday)).toEqual(nothing);
      expect(await stored()).toEqual(states.pop());
    }
  });

  test('is what is open alone: nothing is opened in its place to rest', async () => {
    await customers.rate(north, 1);
    await refreshActions(customers.db, monday);
    const before = await stored();
    expect((await snooze(later(7), { ruleId: atRisk[1] })).outcome).toBe('not-open');
    expect(await stored()).toEqual(before);
  });
});

test('over HTTP it rests for a day to come, at most 90 days away', async () => {
  await using server = await served({ accounts: 12, seed: 5 });
  const { db } = server.database;
  await sql`update account.account set churned_at = null`.execute(db);
  const today = parseDay(server.data.to);
  await refreshActions(db, today);
  const tasks = async () =>
    TaskList.parse((await server.app.inject('/api/v1/tasks?limit=200')).json());
  const before = await tasks();
  const first = before.today.find(({ state }) => state === 'suggested');
  const path = `/api/v1/accounts/~${first?.account.id}/actions/${first?.rule}`;
  const send = (body: object, to = 'snooze') =>
    server.app.inject({ method: 'POST', url: `${path}/${to}`, body });
  for (const until of [today, addDays(today, -1), addDays(today, 91), 'soon']) {
    const answer = await send({ until });
    expect(answer.statusCode, until).toBe(400);
    expect(Problem.parse(answer.json()).errors?.[0]?.path).toBe('until');
  }
  const answer = await send({ until: addDays(today, 90) });
  const { decision } = ActionDecided.parse(answer.json());
  const resting = await tasks();
  expect(resting.snoozed).toMatchObject([
    { rule: first?.rule, account: first?.account, snoozed_until: addDays(today, 90) },
  ]);
  expect(resting.today.length + resting.n_later).toBe(before.today.length + before.n_later - 1);
  expect((await send({ until: null })).statusCode).toBe(200);
  const { snoozed, ...back } = await tasks();
  expect(snoozed).toEqual([]);
  expect(back.today.map(({ rule }) => rule)).toEqual(before.today.map(({ rule }) => rule));
  expect((await send({ decision }, 'undo')).statusCode).toBe(409);
  await send({}, 'task');
  expect((await send({ until: addDays(today, 1) })).statusCode).toBe(409);
});
