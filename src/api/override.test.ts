import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overridesInForce } from '../health/override.ts';
import { addDays, parseDay } from '../lib/day.ts';
import { AccountOverrides } from './contract/override.ts';
import { CheckedRule, RuleFields } from './contract/rule.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 12, seed: 5 });
});
afterAll(() => server[Symbol.asyncDispose]());

const url = '/api/v1/accounts/~1/overrides';
const send = (method: 'GET' | 'POST' | 'DELETE', to: string, body?: Record<string, unknown>) =>
  server.app.inject({ method, url: to, ...(body && { body }) });
const read = async (to = url) => AccountOverrides.parse((await send('GET', to)).json());

describe('an override', () => {
  test('needs a reason, an end to come, and either a health or a band', async () => {
    const good = { health: 80, reason: 'They renewed', last_day: '2199-01-01' };
    for (const [change, field] of [
      [{ reason: ' ' }, 'reason'],
      [{ last_day: '2020-01-01' }, 'last_day'],
      [{ last_day: '2300-01-01' }, 'last_day'],
      [{ band: 'healthy' }, 'health'],
      [{ health: 101 }, 'health'],
      [{ health: undefined, band: 'unknown' }, 'band'],
    ] as const) {
      const answer = await send('POST', url, { ...good, ...change });
      expect(answer.statusCode, field).toBe(400);
      expect(answer.json()).toMatchObject({ errors: [{ path: field }] });
    }
    expect(await read()).toMatchObject({ in_force: null, past: [] });
  });

  test('stands beside the score, in place of the one before, until it ends or is taken back', async () => {
    const before = (await send('GET', '/api/v1/accounts/~1/health')).json();
    const day = parseDay((await read()).as_of);
    const lastDay = addDays(day, 10);
    await send('POST', url, {
      band: 'at_risk',
      reason: 'First',
      last_day: lastDay,
      author: 'Anna',
    });
    const set = await send('POST', url, { health: 81.5, reason: 'Second', last_day: lastDay });
    // The clock of the facts stands in the past: what people do happens on the day of the facts.
    await sql`
      update health.override set created_at = ${`${day}T12:00Z`}::timestamptz,
        removed_at = case when removed_at is not null then ${`${day}T12:00Z`}::timestamptz end`.execute(
      server.database.db,
    );
    expect(set.statusCode).toBe(200);
    const now = await read();
    expect(now.in_force).toMatchObject({
      health: 81.5,
      band: 'healthy',
      reason: 'Second',
      set_on: day,
    });
    expect(now.past).toMatchObject([
      { health: null, band: 'at_risk', author: 'Anna', removed_on: day },
    ]);
    expect((await send('GET', '/api/v1/accounts/~1/health')).json()).toEqual(before);

    expect((await read(`${url}?as_of=${addDays(day, -1)}`)).in_force).toBeNull();
    expect((await read(`${url}?as_of=${lastDay}`)).in_force).not.toBeNull();
    expect((await read(`${url}?as_of=${addDays(lastDay, 1)}`)).in_force).toBeNull();
    expect((await read(`${url}?as_of=${addDays(lastDay, 1)}`)).past).toHaveLength(2);

    const { timeZone } = server.data.settings;
    const listed = await overridesInForce(server.database.db, [1, 2], { day, timeZone });
    expect([...listed.keys()]).toEqual([1]);
    expect(listed.get(1)?.reason).toBe('Second');

    const one = `${url}/${now.in_force?.id}`;
    expect((await send('DELETE', `${one}?author=Ben`)).statusCode).toBe(200);
    expect((await send('DELETE', one)).statusCode).toBe(404);
    expect(
      (await send('DELETE', `/api/v1/accounts/~2/overrides/${now.in_force?.id}`)).statusCode,
    ).toBe(404);
    await sql`update health.override set removed_at = ${`${day}T12:00Z`}::timestamptz`.execute(
      server.database.db,
    );
    const after = await read();
    expect(after.in_force).toBeNull();
    expect(after.past[0]).toMatchObject({ reason: 'Second', removed_by: 'Ben', removed_on: day });
  });
});

describe('a rule', () => {
  const check = async (text: string, kind: string) =>
    CheckedRule.parse((await send('POST', '/api/v1/score/rule-check', { text, kind })).json());

  test('may use these fields', async () => {
    const fields = RuleFields.parse((await send('GET', '/api/v1/score/rule-fields')).json());
    expect(fields.profile.map(({ name }) => name)).toContain('age_days');
    expect(fields.exception.map(({ name }) => name)).toContain('open_invoices');
  });

  test('is told what it finds, or what is wrong with it', async () => {
    expect(await check('true', 'profile')).toEqual({ ok: true, n_accounts: 12, n_all: 12 });
    expect(await check('!has(segment) && mrr < 0', 'profile')).toMatchObject({ n_accounts: 0 });
    expect(await check('open_invoices >= 4', 'exception')).toMatchObject({ ok: true, n_all: null });
    expect(await check('open_invoices >= 4', 'profile')).toMatchObject({
      ok: false,
      column: 1,
      reason: { code: 'unknown_field', params: { field: 'open_invoices' } },
    });
  });
});
