import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { store } from '../../tests/product.ts';
import { QuarantineList } from './contract/job.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 12, seed: 5 });
  await store(server.database.app, [
    {
      fact: 'costs',
      file: 'costs.csv',
      columns: ['cost_id', 'account_id', 'at', 'amount', 'currency'],
      records: [1, 2],
      lines: [2, 3],
      cells: [
        ['k', 'nobody', '2026-01-01', '5', 'EUR'],
        ['l', 'nobody', 'soon', '5', 'EUR'],
      ],
      bad: [],
      ignored: 0,
    },
  ]);
});
afterAll(() => server[Symbol.asyncDispose]());

const list = async (query = '') =>
  QuarantineList.parse((await server.app.inject({ url: `/api/v1/quarantine${query}` })).json());
const send = (what: 'discard' | 'restore', body: Record<string, unknown>) =>
  server.app.inject({ method: 'POST', url: `/api/v1/quarantine/${what}`, body });
const quarantined = async () =>
  (await server.app.inject({ url: '/api/v1/status' })).json().n_quarantined;

describe('rows of quarantine', () => {
  test('are discarded and restored, and counted where they stand', async () => {
    expect(await list()).toMatchObject({ total: 2, n_open: 2, n_discarded: 0 });
    expect((await send('discard', { file: 'costs.csv', reason: 'bad_time' })).json()).toEqual({
      n: 1,
    });
    expect(await quarantined()).toBe(1);
    const open = await list();
    expect(open).toMatchObject({
      total: 1,
      n_open: 1,
      n_discarded: 1,
      reasons: [{ value: 'unknown_account', n: 1 }],
      rows: [{ record: 1, discarded_at: null, discarded_by: null }],
    });
    const discarded = await list('?state=discarded&reason=bad_time');
    expect(discarded.rows).toMatchObject([{ record: 2, discarded_by: 'screens' }]);
    expect(discarded.rows[0]?.discarded_at).toMatch(/^2\d{3}-.*Z$/);

    const ids = [discarded.rows[0]?.id ?? '', open.rows[0]?.id ?? ''];
    expect((await send('restore', { ids })).json()).toEqual({ n: 1 });
    expect(await list('?state=discarded')).toMatchObject({ total: 0, rows: [], files: [] });
    expect(await quarantined()).toBe(2);
  });

  test('have to be named', async () => {
    for (const body of [{}, { ids: [] }, { ids: ['x'] }, { ids: ['1'], file: 'a' }, { file: '' }]) {
      expect((await send('discard', body)).statusCode, JSON.stringify(body)).toBe(400);
    }
    expect(await quarantined()).toBe(2);
  });
});
