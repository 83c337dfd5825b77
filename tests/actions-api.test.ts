import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshActions } from '../src/actions/refresh.ts';
import {
  ActionDecided,
  ActionRuleCheck,
  ActionRuleList,
  Actions,
  RuleActions,
  type RuleDraft,
  TaskList,
} from '../src/api/contract/action.ts';
import { Problem } from '../src/api/contract/problem.ts';
import { type Served, served } from '../src/api/served.fixture.ts';
import { parseDay } from '../src/lib/day.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 12, seed: 5 });
  await sql`update account.account set churned_at = null`.execute(server.database.db);
  await refreshActions(server.database.db, parseDay(server.data.to));
});
afterAll(() => server[Symbol.asyncDispose]());

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
  const answer = await server.app.inject({ method, url: `/api/v1${path}`, ...(body && { body }) });
  return { status: answer.statusCode, body: answer.json() as unknown };
};

const accounts = async (): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select distinct account_id as id from app.action where closed_on is null order by 1`.execute(
    server.database.db,
  );
  return rows.map(({ id }) => id);
};
const actionsOf = async (id: number, query = ''): Promise<Actions> =>
  Actions.parse((await ask('GET', `/accounts/~${id}/actions${query}`)).body);
const tasks = async (): Promise<TaskList> =>
  TaskList.parse((await ask('GET', '/tasks?limit=200')).body);

async function someAction() {
  const [id = 0] = await accounts();
  const [action] = (await actionsOf(id)).actions;
  if (action === undefined) throw new Error('no action has fired');
  return { id, action, path: `/accounts/~${id}/actions/${action.rule}` };
}

const draft: RuleDraft = {
  title: { en: 'Call', de: 'Rufen Sie an' },
  why: { en: 'Low', de: 'Niedrig' },
  kpi: null,
  band: null,
  condition: 'health < 101',
  owner_email: 'otto@example.com',
  due_days: 2,
  mode: 'task',
  priority: 'high',
  cool_down_days: 5,
  enabled: true,
};

describe('the actions of an account', () => {
  test('say why they fired, whenever they are looked at', async () => {
    for (const id of await accounts()) {
      const { is_current, actions } = await actionsOf(id);
      expect(is_current).toBe(true);
      for (const action of actions) {
        expect(action.fired_on).toBe(action.is_alternative ? null : server.data.to);
        expect(action.kpi === null || action.reading !== null, action.rule).toBe(true);
        expect(action.rule).not.toBe('');
      }
    }
  });

  test('are the same whether they were stored before or not', async () => {
    const { db, ownerDb } = server.database;
    const stored = await Promise.all((await accounts()).map((id) => actionsOf(id)));
    const ids = await accounts();
    await sql`truncate app.action`.execute(ownerDb);
    const computed = await Promise.all(ids.map((id) => actionsOf(id)));
    await refreshActions(db, parseDay(server.data.to));
    const plain = (all: Actions[]) =>
      all.map(({ actions }) =>
        actions
          .map((action) => ({ ...action, fired_on: null }))
          .toSorted((a, b) => a.rule.localeCompare(b.rule)),
      );
    expect(plain(computed)).toEqual(plain(stored));
    expect(plain(stored).flat().length).toBeGreaterThan(10);
  });

  test('of a past day can be looked at and no more', async () => {
    const { id } = await someAction();
    const past = await actionsOf(id, '?as_of=2026-02-01');
    expect(past).toMatchObject({ is_current: false, closed: [] });
    expect(past.actions.every(({ fired_on }) => fired_on === null)).toBe(true);
  });
});

describe('deciding', () => {
  test('five at once take, and one task stands in the list of who has it', async () => {
    const { id, action, path } = await someAction();
    const taken = await Promise.all(
      Array.from({ length: 5 }, () =>
        ask('POST', `${path}/task`, { owner: 'ida@example.com', due_on: server.data.to }),
      ),
    );
    expect(taken.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const mine = (await tasks()).today.filter(({ owner }) => owner === 'ida@example.com');
    expect(mine.map(({ rule, account }) => [rule, account.id])).toEqual([[action.rule, id]]);
  });

  test('done, undone, dismissed: each is told, and undone it is what it was', async () => {
    const { id, action, path } = await someAction();
    const find = async () => (await actionsOf(id)).actions.find(({ rule }) => rule === action.rule);
    const before = await find();
    const decide = async (what: string, body = {}) => {
      const answer = await ask('POST', `${path}/${what}`, body);
      expect(answer.status).toBe(200);
      return { decision: ActionDecided.parse(answer.body).decision };
    };
    const done = await decide('done');
    expect(await find()).toBeUndefined();
    expect((await actionsOf(id)).closed.map(({ rule, state }) => [rule, state])).toEqual([
      [action.rule, 'done'],
    ]);
    const again = await ask('POST', `${path}/done`, {});
    expect([again.status, Problem.parse(again.body).status]).toEqual([409, 409]);
    expect((await actionsOf(id)).closed.map(({ decision }) => decision)).toEqual([done.decision]);
    expect((await ask('POST', `${path}/undo`, done)).status).toBe(200);
    expect(await find()).toEqual(before);
    expect((await ask('POST', `${path}/undo`, done)).status).toBe(409);

    expect((await ask('POST', `${path}/dismissal`, { reason: 'bad mood' })).status).toBe(400);
    const dismissed = await decide('dismissal', { reason: 'wrong_signal' });
    const { rules } = ActionRuleList.parse((await ask('GET', '/action-rules')).body);
    expect(rules.find(({ id: rule }) => rule === action.rule)).toMatchObject({
      dismissed: 1,
      wrong_signal: 1,
      hit_rate: 0,
    });
    expect((await ask('POST', `${path}/undo`, dismissed)).status).toBe(200);
  });

  test('a task that was taken is given back, and nothing is given back twice', async () => {
    const { id, action, path } = await someAction();
    const find = async () => (await actionsOf(id)).actions.find(({ rule }) => rule === action.rule);
    expect((await ask('POST', `${path}/task`, { owner: 'otto@example.com' })).status).toBe(200);
    expect(await find()).toMatchObject({ state: 'task', owner: 'otto@example.com' });
    expect((await ask('POST', `${path}/return`, {})).status).toBe(200);
    expect(await find()).toMatchObject({ state: 'suggested', due_on: null, taken_on: null });
    const again = await ask('POST', `${path}/return`, {});
    expect([again.status, Problem.parse(again.body).detail]).toEqual([
      409,
      'Nobody has this action as a task.',
    ]);
  });

  test('two who decide differently at once: one does, the other is told', async () => {
    const { action, path } = await someAction();
    const both = await Promise.all([
      ask('POST', `${path}/done`, {}),
      ask('POST', `${path}/dismissal`, { reason: 'not_now' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const decided = both.find(({ status }) => status === 200);
    const { decision } = ActionDecided.parse(decided?.body);
    const undone = await Promise.all([
      ask('POST', `${path}/undo`, { decision }),
      ask('POST', `${path}/undo`, { decision }),
    ]);
    expect(undone.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(action.state).toBe('suggested');
  });

  test('an alternative that is taken takes the place of what fired', async () => {
    const found = await Promise.all(
      (await accounts()).map(async (id) => ({ id, ...(await actionsOf(id)) })),
    );
    const [place] = found.flatMap(({ id, actions }) =>
      actions
        .filter(({ is_alternative }) => is_alternative)
        .map((other) => ({
          id,
          other,
          first: actions.find(
            ({ kpi, band, state, is_alternative }) =>
              kpi === other.kpi && band === other.band && state === 'suggested' && !is_alternative,
          ),
        }))
        .filter(({ first }) => first !== undefined),
    );
    if (place === undefined) throw new Error('nothing to choose from');
    const { id, other, first } = place;
    const { status } = await ask('POST', `/accounts/~${id}/actions/${other.rule}/task`, {});
    expect(status).toBe(200);
    const { actions } = await actionsOf(id);
    const stateOf = (rule: string | undefined) => actions.find((one) => one.rule === rule)?.state;
    expect([stateOf(other.rule), stateOf(first?.rule)]).toEqual(['task', undefined]);
  });

  test('nothing is decided about what never fired', async () => {
    const { id } = await someAction();
    expect((await ask('POST', `/accounts/~${id}/actions/nothing/done`, {})).status).toBe(404);
    expect((await ask('POST', '/accounts/nobody/actions/nothing/done', {})).status).toBe(404);
  });
});

describe('rules', () => {
  test('a check names the accounts, or the place of the mistake', async () => {
    const check = async (change: Partial<RuleDraft>) =>
      ActionRuleCheck.parse(
        (await ask('POST', '/action-rules/check', { ...draft, ...change })).body,
      );
    expect(await check({})).toMatchObject({ ok: true });
    expect(await check({ condition: 'health < 101 &&\n nobody == 1' })).toMatchObject({
      ok: false,
      line: 2,
      column: 2,
      reason: { code: 'unknown_field' },
    });
  });

  test('what is out of form is refused by its field', async () => {
    const refused = async (change: Partial<RuleDraft>) => {
      const { status, body } = await ask('POST', '/action-rules', { ...draft, ...change });
      return [status, Problem.parse(body).errors?.[0]?.path];
    };
    expect(await refused({ condition: 'health <' })).toEqual([400, 'condition']);
    expect(await refused({ condition: null })).toEqual([400, 'condition']);
    expect(await refused({ kpi: 'moon_phase', band: 'healthy' })).toEqual([400, 'kpi']);
    expect(await refused({ title: { en: ' ', de: 'x' } })).toEqual([400, 'title.en']);
    expect(await refused({ why: { en: 'x', de: '' } })).toEqual([400, 'why.de']);
    expect(await refused({ due_days: -1 })).toEqual([400, 'due_days']);
  });

  test('each count of a rule leads to its actions, row by row', async () => {
    const { rules } = ActionRuleList.parse((await ask('GET', '/action-rules')).body);
    const behind = async (rule: string, state: string) =>
      RuleActions.parse(
        (await ask('GET', `/action-rules/${rule}/actions?state=${state}&limit=200`)).body,
      );
    for (const rule of rules.filter(({ fired }) => fired > 0)) {
      const open = await behind(rule.id, 'open');
      expect([open.n, open.actions.length], rule.id).toEqual([rule.open, rule.open]);
      expect(open.actions.every(({ closed_on }) => closed_on === null)).toBe(true);
      const fired = await behind(rule.id, 'fired');
      expect([fired.n, fired.actions.length], rule.id).toEqual([rule.fired, rule.fired]);
      expect((await behind(rule.id, 'done')).n).toBe(rule.done);
    }
    expect((await ask('GET', '/action-rules/nothing/actions')).status).toBe(404);
  });

  test('a new one fires at once, and is gone when it is taken away', async () => {
    const { status, body } = await ask('POST', '/action-rules', draft);
    expect(status).toBe(200);
    const { rule } = body as { rule: string };
    const mine = (await tasks()).today.filter((task) => task.rule === rule);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every(({ owner, state }) => owner === draft.owner_email && state === 'task')).toBe(
      true,
    );
    const off = { ...draft, enabled: false, title: { en: 'Other', de: 'Andere' } };
    expect((await ask('PUT', `/action-rules/${rule}`, off)).status).toBe(200);
    expect((await ask('DELETE', `/action-rules/${rule}`)).status).toBe(200);
    expect((await ask('DELETE', `/action-rules/${rule}`)).status).toBe(404);
    expect((await ask('PUT', '/action-rules/nothing', draft)).status).toBe(404);
  });

  test('the budget holds for each person', async () => {
    expect((await ask('PUT', '/action-budget', { per_day: 0 })).status).toBe(400);
    expect((await ask('PUT', '/action-budget', { per_day: 1 })).status).toBe(200);
    const { per_day, today, n_later } = await tasks();
    const owners = Map.groupBy(today, ({ owner }) => owner);
    const suggested = [...owners.values()].map(
      (list) => list.filter(({ taken_on }) => taken_on === null).length,
    );
    expect(per_day).toBe(1);
    expect(Math.max(...suggested)).toBe(1);
    expect(n_later).toBeGreaterThan(0);
  });
});
