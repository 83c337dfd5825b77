import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accountActions } from '../src/actions/account-actions.ts';
import { shippedRules } from '../src/actions/action-rule.ts';
import { dayList } from '../src/actions/day-list.ts';
import {
  type ActionKey,
  dismissAction,
  finishAction,
  takeAction,
  undoAction,
} from '../src/actions/decide.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { hitRate, ruleCounts } from '../src/actions/rule-counts.ts';
import { ruleOutcome } from '../src/actions/rule-outcome.ts';
import { createRule, readRules, resetRule, writeRule } from '../src/actions/stored-rules.ts';
import { wouldFire } from '../src/actions/would-fire.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { kpis } from '../src/kpis/index.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await sql`insert into app.source (name) values ('csv')`.execute(database.db);
});
beforeEach(async () => {
  await sql`truncate account.account, app.action, app.action_rule, health.current, reading.day`.execute(
    database.ownerDb,
  );
});
afterAll(() => database.close());

const monday = parseDay('2026-03-02');
const later = (days: number): Day => addDays(monday, days);
const rating = kpis.findIndex(({ id }) => id === 'agent_rating');

/** Ratings are from 1 to 5, scores from 0 to 100: 1 is at risk, 3 to be watched, 5 healthy. */
async function rate(accountId: number, value: number | null, day: Day = monday): Promise<void> {
  const readings = Array.from({ length: rating + 1 }, (_, place) =>
    place === rating ? value : null,
  );
  const counts = readings.map((reading) => (reading === null ? 0 : 1));
  await sql`
    insert into reading.day values (${accountId}, ${day}::date, ${readings}::float8[], ${counts}::int[])
    on conflict (account_id, day) do update set readings = excluded.readings`.execute(database.db);
}

async function addAccount(name: string, values: { csm?: string; mrr?: number } = {}) {
  const { rows } = await sql<{ id: number }>`
    insert into account.account (source_id, external_id, name, csm_email, segment)
    select id, ${name}, ${name}, ${values.csm ?? 'jana@example.com'}, 'small' from app.source
    returning id`.execute(database.db);
  const id = rows[0]?.id ?? 0;
  await sql`
    insert into health.current (account_id, day, health, coverage, band, band_shown, mrr)
    values (${id}, ${monday}::date, null, 0, 'unknown', 'unknown', ${values.mrr ?? null})`.execute(
    database.db,
  );
  return id;
}

const actionsOf = (accountId: number) =>
  accountActions(database.db, accountId, parseDay('2000-01-01'));
const statesOf = async (accountId: number): Promise<string[]> =>
  (await actionsOf(accountId)).map(({ ruleId, state }) => `${state} ${ruleId}`).toSorted();

const atRisk = ['agent_rating.involve-a-sponsor', 'agent_rating.write-a-rescue-plan'] as const;
const attention = 'agent_rating.name-the-doubt';
const sponsorOf = (accountId: number): ActionKey => ({
  accountId,
  ruleId: atRisk[0],
  firedOn: monday,
});
const closing = { today: monday, coolDownDays: 30 };

describe('firing', () => {
  test('the first rule of the band fires, with the figures of the day', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    expect(await refreshActions(database.db, monday)).toEqual({
      fired: 1,
      recovered: 0,
      lapsed: 0,
    });
    const [first] = await actionsOf(id);
    expect(first).toMatchObject({
      ruleId: atRisk[0],
      state: 'suggested',
      firedOn: monday,
      band: 'at_risk',
      reading: 1,
      n: 1,
      score: 0,
      missedPoints: 100,
    });
  });

  test('scored five times at once and again the next day, an action is there once', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `customer ${n}`);
    const ids = await Promise.all(names.map((name) => addAccount(name)));
    for (const id of ids) await rate(id, 1);
    const refreshed = await Promise.all(
      Array.from({ length: 5 }, () => refreshActions(database.db, monday)),
    );
    expect(refreshed.reduce((sum, { fired }) => sum + fired, 0)).toBe(30);
    expect((await refreshActions(database.db, later(1))).fired).toBe(0);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from app.action`.execute(
      database.db,
    );
    expect(rows[0]?.n).toBe(30);
  });

  test('the database itself refuses a second open action of a rule', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    const again = sql`
      insert into app.action (account_id, rule_id, fired_on, state, band, n, missed_points)
      values (${id}, ${atRisk[0]}, ${later(3)}::date, 'task', 'at_risk', 1, 1)`.execute(
      database.db,
    );
    await expect(again).rejects.toThrow(/action_open/);
  });

  test('nothing fires for a customer who left, and what was open lapses', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    await sql`update account.account set churned_at = ${later(1)}::date`.execute(database.db);
    await refreshActions(database.db, later(2));
    expect(await statesOf(id)).toEqual([`lapsed ${atRisk[0]}`]);
  });

  test('no reading, no action', async () => {
    const id = await addAccount('north');
    await rate(id, null);
    expect((await refreshActions(database.db, monday)).fired).toBe(0);
  });
});

describe('closing', () => {
  test('an action is over once the band recovers, past the edge by its hysteresis', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    // Score 41: past the edge of 40, yet not by three points.
    await rate(id, 2.64, later(1));
    expect((await refreshActions(database.db, later(1))).recovered).toBe(0);
    await rate(id, 3, later(2));
    expect((await refreshActions(database.db, later(2))).recovered).toBe(1);
    expect(await statesOf(id)).toEqual([`recovered ${atRisk[0]}`, `suggested ${attention}`]);
  });

  test('after that its band cools down before it fires again', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    await rate(id, 5, later(2));
    await refreshActions(database.db, later(2));
    await rate(id, 1, later(3));
    await refreshActions(database.db, later(3));
    const isOpen = (state: string) => state.startsWith('suggested');
    expect((await statesOf(id)).filter(isOpen)).toEqual([]);
    await refreshActions(database.db, later(2 + 30));
    expect((await statesOf(id)).filter(isOpen)).toEqual([`suggested ${atRisk[0]}`]);
  });

  test('when it gets worse, a suggestion gives way and a task stays', async () => {
    const id = await addAccount('north');
    const other = await addAccount('south');
    for (const account of [id, other]) await rate(account, 3);
    await refreshActions(database.db, monday);
    const taking = { ownerEmail: null, dueOn: later(5), today: monday };
    const key = { accountId: id, ruleId: attention, firedOn: monday };
    await takeAction(database.db, key, taking);
    for (const account of [id, other]) await rate(account, 1, later(1));
    await refreshActions(database.db, later(1));
    expect(await statesOf(id)).toEqual([`suggested ${atRisk[0]}`, `task ${attention}`]);
    expect(await statesOf(other)).toEqual([`lapsed ${attention}`, `suggested ${atRisk[0]}`]);
  });
});

describe('what people decide', () => {
  test('done and dismissed count, and undone they are to the letter what they were', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    const key = sponsorOf(id);
    await takeAction(database.db, key, {
      ownerEmail: 'otto@example.com',
      dueOn: later(3),
      today: monday,
    });
    const rows = () =>
      sql`select action::text from app.action order by rule_id`.execute(database.db);
    const before = await rows();

    expect(await finishAction(database.db, key, closing)).toBe(true);
    expect(await finishAction(database.db, key, closing)).toBe(false);
    expect(await undoAction(database.db, key)).toBe(true);
    expect((await rows()).rows).toEqual(before.rows);

    expect(await dismissAction(database.db, key, { ...closing, reason: 'wrong_signal' })).toBe(
      true,
    );
    const counts = (await ruleCounts(database.db)).get(key.ruleId);
    expect(counts).toMatchObject({ fired: 1, open: 0, done: 0, dismissed: 1, wrongSignal: 1 });
    expect(counts && hitRate(counts)).toBe(0);
    expect(await undoAction(database.db, key)).toBe(true);
    expect((await rows()).rows).toEqual(before.rows);
  });

  test('what a newer action has taken the place of cannot be undone', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    await finishAction(database.db, sponsorOf(id), closing);
    await refreshActions(database.db, later(30));
    expect(await undoAction(database.db, sponsorOf(id))).toBe(false);
  });

  test('the hit rate counts decisions alone', () => {
    expect(hitRate({ done: 0, dismissed: 0, wrongSignal: 0 })).toBeNull();
    expect(hitRate({ done: 5, dismissed: 3, wrongSignal: 2 })).toBe(0.75);
  });
});

describe('the list of a day', () => {
  const priorityOf = new Map(shippedRules.map(({ id }) => [id, 1]));
  const list = (owner: string | undefined, today: Day = monday) =>
    dayList(database.db, { today, perDay: 2, owner, limit: 50, offset: 0 }, priorityOf);

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
      await rate(await addAccount(name, { mrr, csm }), 1);
    }
    await refreshActions(database.db, monday);
    const jana = await list('jana@example.com');
    expect(shown(jana.today)).toEqual(['large', 'middle']);
    expect(shown(jana.later)).toEqual(['small', 'tiny']);
    expect(jana.laterCount).toBe(2);
    expect((await list(undefined)).today).toHaveLength(3);
  });

  test('holds one suggestion of an account and KPI, and none once that is answered', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    const listed = async (day: Day) => {
      await refreshActions(database.db, day);
      return (await list(undefined, day)).today.map(({ ruleId }) => ruleId);
    };
    expect(await listed(monday)).toEqual([atRisk[0]]);
    const dismissal = { ...closing, reason: 'not_worth_it' } as const;
    await dismissAction(database.db, sponsorOf(id), dismissal);
    expect(await listed(monday)).toEqual([atRisk[1]]);
    await finishAction(database.db, { ...sponsorOf(id), ruleId: atRisk[1] }, closing);
    expect(await listed(later(29))).toEqual([]);
    expect(await listed(later(30))).toEqual([atRisk[0]]);
  });

  test('a promise that is due stands on it in any case, and what is decided uses the day up', async () => {
    const large = await addAccount('large', { mrr: 9000 });
    const middle = await addAccount('middle', { mrr: 500 });
    const small = await addAccount('small', { mrr: 1 });
    const tiny = await addAccount('tiny', { mrr: 0 });
    for (const id of [large, middle, small, tiny]) await rate(id, 1);
    await refreshActions(database.db, monday);
    const taking = { ownerEmail: null, dueOn: monday, today: monday };
    await takeAction(database.db, sponsorOf(tiny), taking);
    expect(shown((await list(undefined)).today)).toEqual(['tiny', 'large']);
    await finishAction(database.db, sponsorOf(large), closing);
    await finishAction(database.db, sponsorOf(middle), closing);
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
    const id = await addAccount('north');
    const other = await addAccount('south');
    await rate(id, 1);
    await rate(other, 2);
    const ruleId = await createRule(database.db, own);
    const rule = (await readRules(database.db)).find((one) => one.id === ruleId);
    expect(rule && (await wouldFire(database.db, rule, monday))).toEqual({
      n: 1,
      accounts: [{ id, name: 'north' }],
    });
    await refreshActions(database.db, monday);
    const task = (await actionsOf(id)).find((action) => action.ruleId === ruleId);
    expect(task).toMatchObject({
      state: 'task',
      ownerEmail: 'otto@example.com',
      dueOn: later(4),
      condition: own.condition,
    });
    expect((await actionsOf(other)).some((action) => action.ruleId === ruleId)).toBe(false);
    await resetRule(database.db, ruleId);
    expect((await readRules(database.db)).some((one) => one.id === ruleId)).toBe(false);
    expect((await refreshActions(database.db, later(1))).lapsed).toBe(1);
  });

  test('a figure that goes missing ends no task as recovered', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await createRule(database.db, { ...own, mode: 'suggested' });
    await refreshActions(database.db, monday);
    await rate(id, null, later(1));
    expect(await refreshActions(database.db, later(1))).toEqual({
      fired: 0,
      recovered: 0,
      lapsed: 2,
    });
  });

  test('a shipped one can be switched off, and be as it ships again', async () => {
    const id = await addAccount('north');
    await rate(id, 1);
    await refreshActions(database.db, monday);
    const [shipped] = shippedRules.filter((rule) => rule.id === atRisk[0]);
    if (shipped === undefined) throw new Error('no such rule');
    const { id: ruleId, origin: _origin, edited: _edited, ...definition } = shipped;
    await writeRule(database.db, ruleId, { ...definition, enabled: false });
    await refreshActions(database.db, later(1));
    expect(await statesOf(id)).toEqual([`lapsed ${ruleId}`, `suggested ${atRisk[1]}`]);
    expect((await readRules(database.db)).find((rule) => rule.id === ruleId)).toMatchObject({
      edited: true,
      enabled: false,
    });
    await resetRule(database.db, ruleId);
    expect((await readRules(database.db)).find((rule) => rule.id === ruleId)).toEqual(shipped);
  });
});

test('the outcome sets the accounts where it was done against those where it was not', async () => {
  const taken = await addAccount('taken');
  const left = await addAccount('left');
  const healthy = await addAccount('healthy');
  for (const id of [taken, left]) await rate(id, 1);
  await rate(healthy, 5);
  await refreshActions(database.db, later(1));
  // Ratings 1, 2 and 3 score 0, 25 and 50.
  await finishAction(
    database.db,
    { ...sponsorOf(taken), firedOn: later(1) },
    { ...closing, today: later(1) },
  );
  await rate(taken, 3, later(10));
  await rate(left, 2, later(20));
  await rate(healthy, 1, later(20));
  const [rule] = shippedRules.filter(({ id }) => id === atRisk[0]);
  if (rule === undefined) throw new Error('no such rule');
  expect(await ruleOutcome(database.db, rule, later(29))).toEqual([]);
  const outcome = await ruleOutcome(database.db, rule, later(65));
  expect(outcome.map(({ days }) => days)).toEqual([30, 60]);
  expect(outcome[0]?.score).toEqual({
    taken: { n: 1, start: 0, after: 50 },
    others: { n: 1, start: 0, after: 25 },
    difference: 25,
    leftOut: 0,
  });
  expect(outcome[0]?.reading).toMatchObject({ difference: 1 });
});
