import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ActionRule, type RuleDefinition, shippedRules } from '../src/actions/action-rule.ts';
import { finishAction, takeAction } from '../src/actions/decide.ts';
import { decide, undoDecision } from '../src/actions/decision.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { createRule, readRulesEver, resetRule, writeRule } from '../src/actions/stored-rules.ts';
import { setWeight } from '../src/jobs/custom-kpis.ts';
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
  north = await customers.addAccount('north');
});
afterAll(() => customers.close());

const ruleOf = (id: string): ActionRule => {
  const rule = shippedRules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
};
const definitionOf = ({ id, origin, edited, ...definition }: ActionRule): RuleDefinition =>
  definition;
const taking = { ownerEmail: null, dueOn: later(5), today: monday };
const take = (ruleId: string, meanwhile: () => Promise<unknown> = async () => undefined) =>
  decide(
    customers.db,
    { accountId: north, rule: ruleOf(ruleId), today: monday, kind: 'take' },
    async (tx, key) => {
      const taken = await takeAction(tx, key, taking);
      await meanwhile();
      return taken;
    },
  );

/** Resolves as soon as somebody waits for a row that somebody else holds. */
async function somebodyWaits(): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`.execute(customers.ownerDb);
  if (rows.length === 0) await somebodyWaits();
}

test('a refresh that saw a suggestion lets the task live that it has become meanwhile', async () => {
  await customers.rate(north, 3);
  await refreshActions(customers.db, monday);
  await customers.rate(north, 1, later(1));
  let refreshed: Promise<unknown> = Promise.resolve();
  await take(attention, async () => {
    refreshed = refreshActions(customers.db, later(1));
    await somebodyWaits();
  });
  await refreshed;
  expect(await customers.statesOf(north)).toEqual([`task ${attention}`]);
});

test('what a refresh fires beside a decision stays when that is undone', async () => {
  await customers.rate(north, 1);
  await refreshActions(customers.db, monday);
  const taken = await take(atRisk[0], () =>
    sql`
      insert into app.action (account_id, rule_id, fired_on, state, band, n, missed_points, taken_on)
      values (${north}, 'sla.review-targets', ${monday}::date, 'task', 'at_risk', 3, 1, ${monday}::date)`.execute(
      customers.db,
    ),
  );
  const decision = taken.outcome === 'decided' ? (taken.decision ?? 0) : 0;
  const undoing = { accountId: north, ruleId: atRisk[0], decision };
  expect(await undoDecision(customers.db, undoing)).toBe(true);
  expect(await customers.statesOf(north)).toEqual([
    `suggested ${atRisk[0]}`,
    'task sla.review-targets',
  ]);
});

test('two who take two actions of the same KPI at once: one task', async () => {
  await customers.rate(north, 1);
  const outcomes = await Promise.all([take(atRisk[0]), take(atRisk[1])]);
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['decided', 'not-open']);
  const open = (await customers.statesOf(north)).filter((state) => !state.startsWith('lapsed'));
  expect(open).toHaveLength(1);
});

test('a rule that is switched off, or taken away, leaves the tasks that people took', async () => {
  await customers.rate(north, 1);
  const own = {
    ...definitionOf(ruleOf(atRisk[0])),
    kpi: null,
    band: null,
    condition: 'agent_rating < 2.0',
    mode: 'task',
  } as const;
  const ruleId = await createRule(customers.db, own);
  await refreshActions(customers.db, monday);
  await take(atRisk[0]);
  expect(await customers.statesOf(north)).toEqual([`task ${atRisk[0]}`, `task ${ruleId}`]);
  await resetRule(customers.db, ruleId);
  await writeRule(customers.db, atRisk[0], { ...definitionOf(ruleOf(atRisk[0])), enabled: false });
  await refreshActions(customers.db, later(1));
  expect(await customers.statesOf(north)).toEqual([`lapsed ${ruleId}`, `task ${atRisk[0]}`]);

  const rule = (await readRulesEver(customers.db)).get(atRisk[0]);
  if (rule === undefined) throw new Error('the rule is gone');
  const asked = { accountId: north, rule, today: later(2), kind: 'finish' } as const;
  await decide(customers.db, asked, (tx, key) =>
    finishAction(tx, key, { today: later(2), coolDownDays: rule.coolDownDays }),
  );
  expect(await customers.statesOf(north)).toEqual([`done ${atRisk[0]}`, `lapsed ${ruleId}`]);
});

test('a KPI of our own that is gone fires no rule, and ends no task', async () => {
  await customers.rate(north, 1);
  const definition = { ...definitionOf(ruleOf(atRisk[0])), kpi: 'moon_phase' };
  const named = await createRule(customers.db, definition);
  const condition = { ...definition, kpi: null, band: null, condition: 'moon_phase < 2' };
  const conditional = await createRule(customers.db, condition);
  for (const [ruleId, takenOn] of [
    [named, null],
    [conditional, monday],
  ]) {
    await sql`
      insert into app.action (account_id, rule_id, fired_on, state, band, n, missed_points, taken_on)
      values (${north}, ${ruleId}, ${monday}::date, ${takenOn === null ? 'suggested' : 'task'}, 'at_risk', 3, 1,
        ${takenOn}::date)`.execute(customers.db);
  }
  await refreshActions(customers.db, later(1));
  expect(await customers.statesOf(north)).toEqual([
    `lapsed ${named}`,
    `suggested ${atRisk[0]}`,
    `task ${conditional}`,
  ]);
});

test('once a KPI has no weight its suggestions lapse at once, and tasks stay', async () => {
  const south = await customers.addAccount('south');
  for (const id of [north, south]) await customers.rate(id, 1);
  await sql`update reading.state set current_day = ${monday}::date`.execute(customers.ownerDb);
  await refreshActions(customers.db, monday);
  await take(atRisk[0]);
  expect(await setWeight(customers.db, 'agent_rating', 0, 'ida@example.com')).toEqual({
    outcome: 'saved',
  });
  expect(await customers.statesOf(north)).toEqual([`task ${atRisk[0]}`]);
  expect(await customers.statesOf(south)).toEqual([`lapsed ${atRisk[0]}`]);
  // Back on the same day it is the same suggestion, not the second best.
  await setWeight(customers.db, 'agent_rating', 10, 'ida@example.com');
  expect(await customers.statesOf(south)).toEqual([`suggested ${atRisk[0]}`]);
});

test('a customer who is withdrawn has no actions, and new ones when back', async () => {
  await customers.rate(north, 1);
  await refreshActions(customers.db, monday);
  await take(atRisk[0]);
  const withdraw = (withdrawn: boolean) =>
    sql`update account.account set withdrawn = ${withdrawn}`.execute(customers.db);
  await withdraw(true);
  await refreshActions(customers.db, later(1));
  expect(await customers.statesOf(north)).toEqual([`lapsed ${atRisk[0]}`]);
  await withdraw(false);
  await refreshActions(customers.db, later(2));
  expect(await customers.statesOf(north)).toEqual([
    `lapsed ${atRisk[0]}`,
    `suggested ${atRisk[0]}`,
  ]);
});
