import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { insertJob } from '../jobs/job.ts';
import { Account, AccountList } from './contract/account.ts';
import { paths, type RouteId } from './contract/paths.ts';
import { Problem } from './contract/problem.ts';
import { routes } from './contract/routes.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 12, seed: 5 });
  await insertJob(server.database.db, { kind: 'rebuild' });
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ url, headers });
const read = Object.keys(paths).filter((id) => paths[id as RouteId].method === 'GET') as RouteId[];

const urlOf = (id: RouteId, account: string) =>
  paths[id].path
    .replace(':account', account)
    .replace(':kpi', 'sla')
    .replace(':rule', 'sla.review-targets')
    .replace(':job', '1')
    .replace(':version', '0');

async function accounts(): Promise<AccountList['rows']> {
  const answer = await get('/api/v1/accounts?limit=200&churned=include');
  return AccountList.parse(answer.json()).rows;
}

describe('answers are what the contract says', () => {
  const days = ['', '2026-02-28', '2024-01-01', '1999-12-31', '2030-01-01'];
  test.each(read)('%s', async (id) => {
    const list =
      id.startsWith('account.') && id !== 'account.list' ? await accounts() : [{ id: 0 }];
    for (const account of list.slice(0, 3)) {
      for (const day of days) {
        const url = urlOf(id, `~${account.id}`);
        const query = day === '' ? '' : id === 'account.history' ? `?to=${day}` : `?as_of=${day}`;
        const answer = await get(`${url}${query}`);
        expect(answer.statusCode, `${url}${query} ${answer.body}`).toBe(200);
        const parsed = routes[id].response.safeParse(answer.json());
        expect(parsed.error, `${url}${query}`).toBeUndefined();
        expect(answer.headers['cache-control']).toBe('no-store');
      }
    }
  });
});

describe('an account is found', () => {
  test('by the id of its source and by its own number', async () => {
    for (const { id, account_id } of await accounts()) {
      const byId = await get(`/api/v1/accounts/${encodeURIComponent(account_id)}?source=csv`);
      const byNumber = await get(`/api/v1/accounts/~${id}`);
      expect(Account.parse(byId.json())).toEqual(Account.parse(byNumber.json()));
    }
  });

  test('not by what is none', async () => {
    for (const account of [
      'nobody',
      '~0',
      '~999999999',
      '~99999999999999999999',
      '~x',
      '%20',
      '..%2F',
    ]) {
      const answer = await get(`/api/v1/accounts/${account}`);
      expect(answer.statusCode, account).toBe(404);
      expect(Problem.parse(answer.json()).detail).toContain('There is no account');
    }
  });
});

/** What people and programs send by mistake or on purpose; nothing of it may be our fault. */
const values = [
  '',
  '%00',
  'a%00b',
  '%ff',
  '%F0%9F%98%80',
  '%E0%80%80',
  '%ED%A0%80',
  "'; drop table account.account; --",
  '1e309',
  '-1',
  '99999999999999999999',
  'NaN',
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '0001-01-01',
  'null',
  '[]',
  '~',
  '../../etc/passwd',
  'x'.repeat(400),
  '%25',
  '%',
  '\\',
  '$1',
  'eyJ9',
];

/** What a route reads of its query, and a key that none does. */
const keysOf = (id: RouteId): string[] => {
  const query = 'query' in routes[id] ? routes[id].query : undefined;
  return [...(query instanceof z.ZodObject ? Object.keys(query.shape) : []), '__proto__'];
};

describe('malformed input is told, never a failure of ours', () => {
  test.each(Object.keys(paths) as RouteId[])('%s', { timeout: 120_000 }, async (id) => {
    const { method } = paths[id];
    const answers = [];
    const send = (url: string, body?: string) =>
      server.app.inject({
        method,
        url,
        ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
      });
    const isJob = id === 'demo.create' || id === 'demo.remove';
    if (!isJob) {
      for (const value of values) {
        for (const key of keysOf(id)) {
          answers.push(await send(`${urlOf(id, '~1')}?${key}=${value}`));
        }
        if (paths[id].path.includes(':')) {
          const part = encodeURI(value).replaceAll('%25', '%').replaceAll('?', '');
          answers.push(
            await send(paths[id].path.replace(/:(?:account|job)/, part).replace(':kpi', 'sla')),
          );
          answers.push(
            await send(paths[id].path.replace(':account', '~1').replace(/:(?:kpi|job)/, part)),
          );
        }
      }
      answers.push(
        await send(`${urlOf(id, '~1')}?as_of=2026-01-01&as_of=2026-01-02&limit=1&limit=2`),
      );
      answers.push(await send(`${urlOf(id, '~1')}?as_of[x]=1`));
    }
    if (method !== 'GET' && !isJob) {
      const bodies = [
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '{"currency":5}',
        '{"time_zone":"\\u0000"}',
        '{"time_zone":"\\ud800"}',
      ];
      bodies.push(
        '{"default_hourly_cost":1e999}',
        '{"minutes_per_reply":-1}',
        '{"__proto__":{}}',
        '[['.repeat(5000),
      );
      bodies.push('{"currency":"ZZZZ"}', `{"time_zone":"${'x'.repeat(2_000_000)}"}`);
      for (const body of bodies) answers.push(await send(urlOf(id, '~1'), body));
    }
    const failures = answers.filter(({ statusCode }) => statusCode >= 500);
    expect(failures.map(({ body, raw }) => `${raw.req.url} ${body}`)).toEqual([]);
    expect(server.errors).toEqual([]);
    for (const answer of answers.filter(({ statusCode }) => statusCode >= 400)) {
      expect(answer.headers['content-type'], answer.raw.req.url ?? '').toContain(
        'application/problem+json',
      );
      expect(Problem.safeParse(answer.json()).success).toBe(true);
    }
  });

  test('names the field', async () => {
    for (const [query, field] of [
      ['as_of=2026-02-30', 'as_of'],
      ['as_of=9999-12-31', 'as_of'],
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['offset=-1', 'offset'],
      ['band=red', 'band'],
      ['sort=colour', 'sort'],
      ['as_of=2026-01-01&as_of=2026-01-02', 'as_of'],
      ['q=%00', 'q'],
    ]) {
      const answer = await get(`/api/v1/accounts?${query}`);
      expect(answer.statusCode, query).toBe(400);
      expect(Problem.parse(answer.json()).errors?.[0]?.path, query).toBe(field);
    }
  });
});

describe('the rest of the server', () => {
  test('refuses what another site sends', async () => {
    const remove = (headers: Record<string, string>) =>
      server.app.inject({ method: 'PUT', url: '/api/v1/settings', body: {}, headers });
    expect((await remove({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await remove({ 'sec-fetch-site': 'same-site' })).statusCode).toBe(403);
    expect((await remove({ origin: 'https://evil.example', host: 'localhost' })).statusCode).toBe(
      403,
    );
    expect((await remove({ origin: 'null' })).statusCode).toBe(403);
    expect(
      (await remove({ origin: 'http://hale.example', 'sec-fetch-site': 'same-origin' })).statusCode,
    ).toBe(200);
    expect((await remove({ origin: 'http://localhost:9', host: 'localhost:9' })).statusCode).toBe(
      200,
    );
    expect((await remove({})).statusCode).toBe(200);
  });

  test('answers to its own names alone', async () => {
    const at = async (host: string) => (await get('/api/v1/settings', { host })).statusCode;
    for (const host of ['localhost:3000', '127.0.0.1', '[::1]:80', 'hale.example']) {
      expect(await at(host), host).toBe(200);
    }
    for (const host of [
      'evil.example',
      'localhost.evil.example:3000',
      '127.0.0.1.evil',
      'x@localhost',
    ]) {
      expect(await at(host), host).toBe(403);
    }
  });

  test('describes itself', async () => {
    const described = (await get('/api/openapi.json')).json() as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(described.openapi).toBe('3.1.0');
    const ids = Object.values(described.paths).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    );
    expect(ids.toSorted()).toEqual(Object.keys(paths).toSorted());
  });

  test('every route names its action', () => {
    const known = new Set(Object.values(paths).map(({ action }) => action));
    expect([...known].every((action) => /^[a-z]+\.[a-z]+$/.test(action))).toBe(true);
  });

  test('an unknown path of the API is a problem', async () => {
    for (const url of ['/api', '/api/v1', '/api/v1/nothing', '/api/v2/accounts', '/missing.js']) {
      const answer = await get(url);
      expect(answer.statusCode, url).toBe(404);
      expect(Problem.parse(answer.json()).status).toBe(404);
    }
  });

  test('says that it lives and is ready, under a content policy', async () => {
    expect((await get('/healthz')).statusCode).toBe(200);
    const ready = await get('/readyz');
    expect(ready.json()).toEqual({ status: 'ready' });
    expect(ready.headers['content-security-policy']).toContain("default-src 'self'");
  });

  test('settings come back as they were written', async () => {
    const put = (body: Record<string, unknown>) =>
      server.app.inject({ method: 'PUT', url: '/api/v1/settings', body });
    const before = (await get('/api/v1/settings')).json() as Record<string, unknown>;
    expect((await put(before)).json()).toMatchObject({ settings: before });
    const bad = await put({ time_zone: 'Middle/Earth' });
    expect(Problem.parse(bad.json()).errors?.[0]?.path).toBe('time_zone');
    expect((await get('/api/v1/settings')).json()).toEqual(before);
  });
});
