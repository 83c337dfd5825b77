import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ActionRule, shippedRules } from '../src/actions/action-rule.ts';
import { dismissAction, finishAction, giveActionBack, takeAction } from '../src/actions/decide.ts';
import { type Decided, decide, undoDecision } from '../src/actions/decision.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { hitRate, ruleCounts } from '../src/actions/rule-counts.ts';
import type { Day } from '../src/lib/day.ts';
import {
  atRisk,
  attention,
  later,
  monday,
  type RatedCustomers,
  ratedCustomers,
  sponsorOf,
} from './rated-customers.ts';

let customers: RatedCustomers;
let north: number;
beforeAll(async () => {
  customers = await ratedCustomers();
});
beforeEach(async () => {
  await customers.forgetAll();
  north = await customers.addAccount('north');
  await customers.rate(north, 1);
  await refreshActions(customers.db, monday);
});
afterAll(() => customers.close());

const ruleOf = (id: string): ActionRule => {
  const rule = shippedRules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
};
const asked = (ruleId: string, kind: 'take' | 'finish' | 'dismiss' | 'give_back', today: Day) => ({
  accountId: north,
  rule: ruleOf(ruleId),
  today,
  kind,
});
const take = (ruleId: string, ownerEmail: string | null = 'otto@example.com', today = monday) =>
  decide(customers.db, asked(ruleId, 'take', today), (tx, key) =>
    takeAction(tx, key, { ownerEmail, dueOn: later(3), today }),
  );
const finish = (ruleId: string, today = monday) =>
  decide(customers.db, asked(ruleId, 'finish', today), (tx, key) =>
    finishAction(tx, key, { today, coolDownDays: 30 }),
  );
const dismiss = (ruleId: string, reason: 'wrong_signal' | 'not_worth_it', today = monday) =>
  decide(customers.db, asked(ruleId, 'dismiss', today), (tx, key) =>
    dismissAction(tx, key, { today, coolDownDays: 30, reason }),
  );
const giveBack = (ruleId: string, today = monday) =>
  decide(customers.db, asked(ruleId, 'give_back', today), (tx, key) =>
    giveActionBack(tx, key, ruleOf(ruleId)),
  );
const undo = (ruleId: string, decided: Decided) => {
  if (decided.outcome !== 'decided' || decided.decision === null) throw new Error('not decided');
  return undoDecision(customers.db, { accountId: north, ruleId, decision: decided.decision });
};

/** Everything that is stored about actions, to the letter. */
const stored = async () => {
  const { rows } = await sql<{ row: string }>`
    select action::text as row from app.action
    union all select decision::text from app.action_decision decision
    order by 1`.execute(customers.db);
  return rows.map(({ row }) => row);
};

describe('undone, everything is to the letter what it was', () => {
  test.each([
    ['taken as a task', () => take(atRisk[0]), atRisk[0]],
    ['done', () => finish(atRisk[0]), atRisk[0]],
    ['called a wrong signal', () => dismiss(atRisk[0], 'wrong_signal'), atRisk[0]],
    [
      'not worth it, so that the next one fires',
      () => dismiss(atRisk[0], 'not_worth_it'),
      atRisk[0],
    ],
    ['another one taken in its place', () => take(atRisk[1]), atRisk[1]],
    ['another one done in its place', () => finish(atRisk[1]), atRisk[1]],
  ])('%s', async (_, act, ruleId) => {
    const before = await stored();
    const decided = await act();
    expect(await stored()).not.toEqual(before);
    expect(await undo(ruleId, decided)).toBe(true);
    expect(await stored()).toEqual(before);
    expect(await undo(ruleId, decided)).toBe(false);
    expect(await refreshActions(customers.db, monday)).toEqual({
      fired: 0,
      recovered: 0,
      lapsed: 0,
    });
    expect(await stored()).toEqual(before);
  });

  test('one decision after the other, back to the suggestion', async () => {
    const states = [await stored()];
    const decisions: Decided[] = [];
    for (const act of [
      () => take(atRisk[0]),
      () => take(atRisk[0], 'ida@example.com'),
      () => finish(atRisk[0], later(2)),
    ]) {
      decisions.push(await act());
      states.push(await stored());
    }
    const [first] = decisions;
    expect(first && (await undo(atRisk[0], first))).toBe(false);
    expect(await stored()).toEqual(states.pop());
    for (const decided of decisions.toReversed()) {
      expect(await undo(atRisk[0], decided)).toBe(true);
      expect(await stored()).toEqual(states.pop());
    }
  });

  test('days later too, as long as nothing has come of it', async () => {
    const before = await stored();
    const decided = await finish(atRisk[0], later(1));
    await refreshActions(customers.db, later(5));
    expect(await undo(atRisk[0], decided)).toBe(true);
    expect(await stored()).toEqual(before);
  });
});

describe('cannot be undone', () => {
  test.each([
    ['the next one was done since', () => finish(atRisk[1], later(1))],
    [
      'the band has recovered since',
      async () => {
        await customers.rate(north, 5, later(1));
        await refreshActions(customers.db, later(1));
      },
    ],
  ])('%s', async (_, happens) => {
    const decided = await dismiss(atRisk[0], 'not_worth_it');
    await happens();
    const before = await stored();
    expect(await undo(atRisk[0], decided)).toBe(false);
    expect(await stored()).toEqual(before);
  });

  test('it has fired anew since', async () => {
    const decided = await finish(atRisk[0]);
    await refreshActions(customers.db, later(30));
    const before = await stored();
    expect(before).toHaveLength(3);
    expect(await undo(atRisk[0], decided)).toBe(false);
    expect(await stored()).toEqual(before);
  });

  test('another one of its KPI is a task since', async () => {
    for (const rating of [null, 3]) {
      await customers.rate(north, rating);
      await refreshActions(customers.db, monday);
    }
    await take(attention);
    const decided = await finish(attention, later(1));
    await customers.rate(north, 1, later(2));
    await refreshActions(customers.db, later(2));
    const taken = await take(atRisk[0], null, later(2));
    const before = await stored();
    expect(await undo(attention, decided)).toBe(false);
    expect(await stored()).toEqual(before);
    expect(await undo(atRisk[0], taken)).toBe(true);
    expect(await undo(attention, decided)).toBe(true);
    await refreshActions(customers.db, later(2));
    expect(await customers.statesOf(north)).toEqual([
      `lapsed ${atRisk[0]}`,
      `lapsed ${atRisk[0]}`,
      `task ${attention}`,
    ]);
  });

  test('what was decided about another account or rule', async () => {
    const decided = await finish(atRisk[0]);
    const decision = decided.outcome === 'decided' ? (decided.decision ?? 0) : 0;
    const tried = (accountId: number, ruleId: string) =>
      undoDecision(customers.db, { accountId, ruleId, decision });
    expect(await tried(north + 1, atRisk[0])).toBe(false);
    expect(await tried(north, atRisk[1])).toBe(false);
    expect(await tried(north, atRisk[0])).toBe(true);
  });
});

describe('given back', () => {
  test('a task that was taken is a suggestion again, weeks later too', async () => {
    const [before] = await customers.actionsOf(north);
    await take(atRisk[0]);
    await refreshActions(customers.db, later(20));
    const decided = await giveBack(atRisk[0], later(20));
    const [after] = await customers.actionsOf(north);
    expect(after).toEqual({ ...before, decision: expect.any(Number) });
    expect((await customers.actionsOf(north)).length).toBe(1);
    expect(await undo(atRisk[0], decided)).toBe(true);
    expect(await customers.statesOf(north)).toEqual([`task ${atRisk[0]}`]);
  });

  test('nothing is given back that nobody has taken', async () => {
    const before = await stored();
    expect(await giveBack(atRisk[0])).toEqual({ outcome: 'not-open' });
    expect(await giveBack(atRisk[1])).toEqual({ outcome: 'not-open' });
    expect(await stored()).toEqual(before);
  });

  test('it lapses where the band is another one by then', async () => {
    await take(atRisk[0]);
    await customers.rate(north, null, later(1));
    await refreshActions(customers.db, later(1));
    expect(await customers.statesOf(north)).toEqual([`task ${atRisk[0]}`]);
    await giveBack(atRisk[0], later(1));
    expect(await customers.statesOf(north)).toEqual([`lapsed ${atRisk[0]}`]);
  });
});

test('while one is a task, no other of its KPI can be taken', async () => {
  await take(atRisk[0]);
  expect(await take(atRisk[1])).toEqual({ outcome: 'not-open' });
  // As a refresh that began before would leave it.
  await sql`
    insert into app.action (account_id, rule_id, fired_on, state, band, n, missed_points)
    values (${north}, ${attention}, ${monday}::date, 'suggested', 'attention', 1, 1)`.execute(
    customers.db,
  );
  expect(await take(attention)).toEqual({ outcome: 'not-open' });
  await sql`delete from app.action where rule_id = ${attention}`.execute(customers.db);
  await giveBack(atRisk[0]);
  expect(await take(atRisk[1])).toMatchObject({ outcome: 'decided' });
  expect(await customers.statesOf(north)).toEqual([`lapsed ${atRisk[0]}`, `task ${atRisk[1]}`]);
});

test('decided twice in the same way, it is decided once', async () => {
  const [first, again] = [await take(atRisk[0]), await take(atRisk[0])];
  expect(first).toMatchObject({ decision: expect.any(Number) });
  expect(again).toMatchObject({ outcome: 'decided', decision: null });
  await finish(atRisk[0]);
  expect(await finish(atRisk[0])).toEqual({ outcome: 'not-open' });
});

test('undone decisions count for no rule', async () => {
  const decided = await dismiss(sponsorOf(north).ruleId, 'wrong_signal');
  const counts = async () => (await ruleCounts(customers.db)).get(atRisk[0]);
  const counted = await counts();
  expect(counted).toMatchObject({ fired: 1, open: 0, done: 0, dismissed: 1, wrongSignal: 1 });
  expect(counted && hitRate(counted)).toBe(0);
  await undo(atRisk[0], decided);
  expect(await counts()).toMatchObject({ fired: 1, open: 1, dismissed: 0, wrongSignal: 0 });
});
