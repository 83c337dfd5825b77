import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shippedRules } from '../src/actions/action-rule.ts';
import { dayList } from '../src/actions/day-list.ts';
import { dismissAction, finishAction, takeAction } from '../src/actions/decide.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { ruleOutcome } from '../src/actions/rule-outcome.ts';
import { createRule, readRules, resetRule, writeRule } from '../src/actions/stored-rules.ts';
import { wouldFire } from '../src/actions/would-fire.ts';
import type { Day } from '../src/lib/day.ts';
import {
  atRisk,
  attention,
  closing,
  later,
  monday,
  type RatedCustomers,
  ratedCustomers,
  sponsorOf,
} from './rated-customers.ts';

let customers: RatedCustomers;
beforeAll(async () => {
  customers = await ratedCustomers();
});
beforeEach(() => customers.forgetAll());
afterAll(() => customers.close());

describe('the list of a day', () => {
  const priorityOf = new Map(shippedRules.map(({ id }) => [id, 1]));
  const list = (owner: string | undefined, today: Day = monday) =>
    dayList(
      customers.db,
      { today, perDay: 2, owner, limit: 50, offset: 0, fallen: [] },
      priorityOf,
    );

  const shown = (actions: readonly { account: string; ruleId: string }[]) =>
    actions.map(({ account }) => account);

  test('holds what the budget of each person leaves room for, by MRR × points missed', async () => {
    for (const [name, mrr, csm] of [
      ['small', 100, 'jana@example.com'],
      ['large', 9000, 'jana@example.com'],
      ['middle', 500, 'jana@example.com'],
      ['tiny', 1, 'jana@example.com'],
      ['other', 1, 'otto@example.com'],
    ] as const) {
      await customers.rate(await customers.addAccount(name, { mrr, csm }), 1);
    }
    await refreshActions(customers.db, monday);
    const jana = await list('jana@example.com');
    expect(shown(jana.today)).toEqual(['large', 'middle']);
    expect(shown(jana.later)).toEqual(['small', 'tiny']);
    expect(jana.laterCount).toBe(2);
    expect((await list(undefined)).today).toHaveLength(3);
  });

  test('weighs MRR × points missed by the priority of the rule, and by nothing before it', async () => {
    const small = await customers.addAccount('small', { mrr: 100 });
    const large = await customers.addAccount('large', { mrr: 1000 });
    const close = await customers.addAccount('close', { mrr: 180 });
    await customers.rate(small, 1);
    for (const id of [large, close]) await customers.rate(id, 3);
    await refreshActions(customers.db, monday);
    const weights = new Map(shippedRules.map(({ id }) => [id, id === attention ? 1 : 2]));
    const { today, later: waiting } = await dayList(
      customers.db,
      { today: monday, perDay: 2, owner: undefined, limit: 50, offset: 0, fallen: [] },
      weights,
    );
    // 1000 × 50 × 1, 100 × 100 × 2, 180 × 50 × 1.
    expect([shown(today), shown(waiting)]).toEqual([['large', 'small'], ['close']]);
  });

  test('holds one suggestion of an account and KPI, and none once that is answered', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    const listed = async (day: Day) => {
      await refreshActions(customers.db, day);
      return (await list(undefined, day)).today.map(({ ruleId }) => ruleId);
    };
    expect(await listed(monday)).toEqual([atRisk[0]]);
    const dismissal = { ...closing, reason: 'not_worth_it' } as const;
    await dismissAction(customers.db, sponsorOf(id), dismissal);
    expect(await listed(monday)).toEqual([atRisk[1]]);
    await finishAction(customers.db, { ...sponsorOf(id), ruleId: atRisk[1] }, closing);
    expect(await listed(later(29))).toEqual([]);
    expect(await listed(later(30))).toEqual([atRisk[0]]);
  });

  test('a promise that is due stands on it in any case, and what is decided uses the day up', async () => {
    const large = await customers.addAccount('large', { mrr: 9000 });
    const middle = await customers.addAccount('middle', { mrr: 500 });
    const small = await customers.addAccount('small', { mrr: 1 });
    const tiny = await customers.addAccount('tiny', { mrr: 0 });
    for (const id of [large, middle, small, tiny]) await customers.rate(id, 1);
    await refreshActions(customers.db, monday);
    const taking = { ownerEmail: null, dueOn: monday, today: monday };
    await takeAction(customers.db, sponsorOf(tiny), taking);
    expect(shown((await list(undefined)).today)).toEqual(['tiny', 'large']);
    await finishAction(customers.db, sponsorOf(large), closing);
    await finishAction(customers.db, sponsorOf(middle), closing);
    const today = await list(undefined);
    expect([shown(today.today), shown(today.later)]).toEqual([['tiny'], ['small']]);
    expect(shown((await list(undefined, later(1))).today)).toEqual(['tiny', 'small']);
  });
});

describe('rules', () => {
  const own = {
    title: { en: 'Call the director', de: 'Rufen Sie die Geschäftsführung an' },
    why: { en: 'Rated low', de: 'Schlecht bewertet' },
    kpi: null,
    band: null,
    condition: 'agent_rating < 2.0 && segment == "small"',
    ownerEmail: 'otto@example.com',
    dueDays: 4,
    mode: 'task',
    priority: 'high',
    coolDownDays: 10,
    enabled: true,
  } as const;

  test('one of our own makes tasks for the person it names', async () => {
    const id = await customers.addAccount('north');
    const other = await customers.addAccount('south');
    await customers.rate(id, 1);
    await customers.rate(other, 2);
    const ruleId = await createRule(customers.db, own);
    const rule = (await readRules(customers.db)).find((one) => one.id === ruleId);
    expect(rule && (await wouldFire(customers.db, rule, monday))).toEqual({
      n: 1,
      accounts: [{ id, name: 'north' }],
    });
    await refreshActions(customers.db, monday);
    const task = (await customers.actionsOf(id)).find((action) => action.ruleId === ruleId);
    expect(task).toMatchObject({
      state: 'task',
      ownerEmail: 'otto@example.com',
      dueOn: later(4),
      condition: own.condition,
    });
    expect((await customers.actionsOf(other)).some((action) => action.ruleId === ruleId)).toBe(
      false,
    );
    await resetRule(customers.db, ruleId);
    expect((await readRules(customers.db)).some((one) => one.id === ruleId)).toBe(false);
    expect((await refreshActions(customers.db, later(1))).lapsed).toBe(1);
  });

  test('a figure that goes missing ends no task as recovered', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    await createRule(customers.db, { ...own, mode: 'suggested' });
    await refreshActions(customers.db, monday);
    await customers.rate(id, null, later(1));
    expect(await refreshActions(customers.db, later(1))).toEqual({
      fired: 0,
      recovered: 0,
      lapsed: 2,
    });
  });

  test('a shipped one can be switched off, and be as it ships again', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    await refreshActions(customers.db, monday);
    const [shipped] = shippedRules.filter((rule) => rule.id === atRisk[0]);
    if (shipped === undefined) throw new Error('no such rule');
    const { id: ruleId, origin: _origin, edited: _edited, ...definition } = shipped;
    await writeRule(customers.db, ruleId, { ...definition, enabled: false });
    await refreshActions(customers.db, later(1));
    expect(await customers.statesOf(id)).toEqual([`lapsed ${ruleId}`, `suggested ${atRisk[1]}`]);
    expect((await readRules(customers.db)).find((rule) => rule.id === ruleId)).toMatchObject({
      edited: true,
      enabled: false,
    });
    await resetRule(customers.db, ruleId);
    expect((await readRules(customers.db)).find((rule) => rule.id === ruleId)).toEqual(shipped);
  });
});

test('the outcome sets the accounts where it was done against those where it was not', async () => {
  const taken = await customers.addAccount('taken');
  const left = await customers.addAccount('left');
  const healthy = await customers.addAccount('healthy');
  for (const id of [taken, left]) await customers.rate(id, 1);
  await customers.rate(healthy, 5);
  await refreshActions(customers.db, later(1));
  // Ratings 1, 2 and 3 score 0, 25 and 50.
  await finishAction(
    customers.db,
    { ...sponsorOf(taken), firedOn: later(1) },
    { ...closing, today: later(1) },
  );
  await customers.rate(taken, 3, later(10));
  await customers.rate(left, 2, later(20));
  await customers.rate(healthy, 1, later(20));
  const [rule] = shippedRules.filter(({ id }) => id === atRisk[0]);
  if (rule === undefined) throw new Error('no such rule');
  expect(await ruleOutcome(customers.db, rule, later(29))).toEqual([]);
  const outcome = await ruleOutcome(customers.db, rule, later(65));
  expect(outcome.map(({ days }) => days)).toEqual([30, 60]);
  expect(outcome[0]?.score).toEqual({
    taken: { n: 1, start: 0, after: 50 },
    others: { n: 1, start: 0, after: 25 },
    difference: 25,
    leftOut: 0,
  });
  expect(outcome[0]?.reading).toMatchObject({ difference: 1 });
});
