import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finishAction, takeAction } from '../src/actions/decide.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { hitRate } from '../src/actions/rule-counts.ts';
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

let customers: RatedCustomers;
beforeAll(async () => {
  customers = await ratedCustomers();
});
beforeEach(() => customers.forgetAll());
afterAll(() => customers.close());

describe('firing', () => {
  test('the first rule of the band fires, with the figures of the day', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    expect(await refreshActions(customers.db, monday)).toEqual({
      fired: 1,
      recovered: 0,
      lapsed: 0,
    });
    const [first] = await customers.actionsOf(id);
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
    const ids = await Promise.all(names.map((name) => customers.addAccount(name)));
    for (const id of ids) await customers.rate(id, 1);
    const refreshed = await Promise.all(
      Array.from({ length: 5 }, () => refreshActions(customers.db, monday)),
    );
    expect(refreshed.reduce((sum, { fired }) => sum + fired, 0)).toBe(30);
    expect((await refreshActions(customers.db, later(1))).fired).toBe(0);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from app.action`.execute(
      customers.db,
    );
    expect(rows[0]?.n).toBe(30);
  });

  test('the database itself refuses a second open action of a rule', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    await refreshActions(customers.db, monday);
    const again = sql`
      insert into app.action (account_id, rule_id, fired_on, state, band, n, missed_points)
      values (${id}, ${atRisk[0]}, ${later(3)}::date, 'task', 'at_risk', 1, 1)`.execute(
      customers.db,
    );
    await expect(again).rejects.toThrow(/action_open/);
  });

  test('nothing fires for a customer who left, and what was open lapses', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    await refreshActions(customers.db, monday);
    await sql`update account.account set churned_at = ${later(1)}::date`.execute(customers.db);
    await refreshActions(customers.db, later(2));
    expect(await customers.statesOf(id)).toEqual([`lapsed ${atRisk[0]}`]);
  });

  test('no reading, no action', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, null);
    expect((await refreshActions(customers.db, monday)).fired).toBe(0);
  });
});

describe('closing', () => {
  test('an action is over once the band recovers, past the edge by its hysteresis', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    await refreshActions(customers.db, monday);
    // Score 41: past the edge of 40, yet not by three points.
    await customers.rate(id, 2.64, later(1));
    expect((await refreshActions(customers.db, later(1))).recovered).toBe(0);
    await customers.rate(id, 3, later(2));
    expect((await refreshActions(customers.db, later(2))).recovered).toBe(1);
    expect(await customers.statesOf(id)).toEqual([
      `recovered ${atRisk[0]}`,
      `suggested ${attention}`,
    ]);
  });

  test('after that its band cools down before it fires again', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 1);
    await refreshActions(customers.db, monday);
    await customers.rate(id, 5, later(2));
    await refreshActions(customers.db, later(2));
    await customers.rate(id, 1, later(3));
    await refreshActions(customers.db, later(3));
    const isOpen = (state: string) => state.startsWith('suggested');
    expect((await customers.statesOf(id)).filter(isOpen)).toEqual([]);
    await refreshActions(customers.db, later(2 + 30));
    expect((await customers.statesOf(id)).filter(isOpen)).toEqual([`suggested ${atRisk[0]}`]);
  });

  test('when it gets worse, a suggestion gives way, and a task stays until it is done', async () => {
    const id = await customers.addAccount('north');
    const other = await customers.addAccount('south');
    for (const account of [id, other]) await customers.rate(account, 3);
    await refreshActions(customers.db, monday);
    const taking = { ownerEmail: null, dueOn: later(5), today: monday };
    const key = { accountId: id, ruleId: attention, firedOn: monday };
    await takeAction(customers.db, key, taking);
    for (const account of [id, other]) await customers.rate(account, 1, later(1));
    await refreshActions(customers.db, later(1));
    expect(await customers.statesOf(id)).toEqual([`task ${attention}`]);
    expect(await customers.statesOf(other)).toEqual([
      `lapsed ${attention}`,
      `suggested ${atRisk[0]}`,
    ]);
    await finishAction(customers.db, key, { ...closing, today: later(2) });
    await refreshActions(customers.db, later(2));
    expect(await customers.statesOf(id)).toEqual([`done ${attention}`, `suggested ${atRisk[0]}`]);
  });

  test('a task ends when its KPI is better than the band it was taken in, not when it is back in it', async () => {
    const id = await customers.addAccount('north');
    await customers.rate(id, 3);
    await refreshActions(customers.db, monday);
    const taking = { ownerEmail: null, dueOn: later(5), today: monday };
    await takeAction(customers.db, { accountId: id, ruleId: attention, firedOn: monday }, taking);
    for (const [day, rating] of [1, 3, 5].entries()) {
      await customers.rate(id, rating, later(day + 1));
      await refreshActions(customers.db, later(day + 1));
      const states = await customers.statesOf(id);
      if (rating < 5) expect(states).toEqual([`task ${attention}`]);
      else expect(states).toEqual([`recovered ${attention}`, `suggested ${healthy}`]);
    }
  });
});

test('the hit rate counts decisions alone', () => {
  expect(hitRate({ done: 0, dismissed: 0, wrongSignal: 0 })).toBeNull();
  expect(hitRate({ done: 5, dismissed: 3, wrongSignal: 2 })).toBe(0.75);
});
