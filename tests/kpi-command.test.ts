import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hale, hale } from './hale-command.ts';

const files = {
  'accounts.csv': 'account_id,name\nacme,Acme\n',
  'interactions.csv': [
    'interaction_id,account_id,at,kind,summary',
    'i1,acme,2026-01-05T09:00,call,"Said ""yes"", twice"',
    'i2,acme,2025-12-01T09:00,email,',
    '',
  ].join('\n'),
  'invoices.csv': [
    'invoice_id,account_id,issued_on,due_on,amount,currency',
    'v1,acme,2025-12-01,2025-12-31,100,EUR',
    'v2,acme,2026-01-01,2026-01-31,50.5,USD',
    '',
  ].join('\n'),
  'tickets.csv': 'ticket_id,account_id,opened_at\nt1,acme,2026-02-02T09:00\n',
  'sla_clocks.csv': [
    'ticket_id,metric,started_at,stopped_at,promised_minutes',
    't1,first_reply,2026-02-02T09:00,2026-02-02T11:00,60',
    '',
  ].join('\n'),
  'fx_rates.csv': 'currency,rate,from_on\nUSD,0.5,\n',
};

let program: Hale;
let folder: string;
beforeAll(async () => {
  program = await hale();
  folder = await mkdtemp(join(tmpdir(), 'hale-kpi-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { code, err } = await program.run('import', folder);
  expect(code, err).toBe(0);
});
afterAll(async () => {
  await program[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const run = async (...args: string[]) => {
  const { code, out, err } = await program.run('kpi', ...args);
  expect(code, err).toBe(0);
  return out;
};

test('prints reading, figures and rows as JSON', async () => {
  expect(JSON.parse(await run('acme', 'cadence', '--as-of', '2026-01-20'))).toEqual({
    account_id: 'acme',
    name: 'Acme',
    kpi: 'cadence',
    as_of: '2026-01-20',
    window_days: null,
    parameter: 30,
    reading: 0.5,
    n: 1,
    score: 100,
    weight: 0,
    figures: [
      { id: 'days_since_interaction', unit: 'count', value: 15, currency: null },
      { id: 'agreed_cadence_days', unit: 'count', value: 30, currency: null },
    ],
    rows: [
      {
        interaction_id: 'i1',
        at: '2026-01-05T09:00:00.000Z',
        interaction: 'call',
        inbound: null,
        csm_email: null,
        summary: 'Said "yes", twice',
      },
    ],
  });
});

test('says which window and parameter a reading has', async () => {
  const said = async () => {
    const { window_days, parameter } = JSON.parse(await run('acme', 'response_time'));
    return { window_days, parameter };
  };
  expect(await said()).toEqual({ window_days: 90, parameter: 'calendar' });
  const wrong = await program.run('settings', 'set', 'parameter.response_time', 'working');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('"working" is unknown; give "calendar" or "business"');
  const set = await program.run('settings', 'set', 'parameter.response_time', 'business');
  expect(set.code, set.err).toBe(0);
  expect(await said()).toEqual({ window_days: 90, parameter: 'business' });
  const { out } = await program.run('settings');
  expect(out).toContain('\nparameter.response_time business\n');
});

test('prints rows or figures as CSV', async () => {
  const asked = ['acme', 'open_invoices', '--as-of', '2026-02-10', '--format', 'csv'];
  expect(await run(...asked)).toBe(
    [
      'invoice_id,issued_on,due_on,paid_on,amount,currency,past_due,days_overdue',
      'v2,2026-01-01,2026-01-31,,50.5,USD,true,10',
      'v1,2025-12-01,2025-12-31,,100,EUR,true,41',
      '',
    ].join('\n'),
  );
  expect(await run(...asked, '--figures')).toBe(
    [
      'figure,unit,value,currency',
      'open_count,count,2,',
      'overdue_amount,amount,125.25,EUR',
      'oldest_days,count,41,',
      '',
    ].join('\n'),
  );
});

test('prints who was breached, and what another target would have meant', async () => {
  const breaches = await program.run('sla-breaches', '--as-of', '2026-02-05');
  expect(JSON.parse(breaches.out)).toEqual({
    as_of: '2026-02-05',
    systemic: [{ id: 1, account_id: 'acme', name: 'Acme', n_breaches: 1, n_concluded: 1 }],
    threshold: 0.85,
    permanent: [],
  });
  const whatIf = await program.run(
    'sla-what-if',
    '--target-minutes',
    '120',
    '--as-of',
    '2026-02-05',
  );
  expect(JSON.parse(whatIf.out).groups).toContainEqual({
    customers: 'all',
    n_accounts: 1,
    tried: { n: 1, met: 1, share: 1 },
    promised: { n: 1, met: 0, share: 0 },
    left_out: 0,
  });
});

test.each([
  [['nobody', 'sla'], 1, 'There is no account "nobody".'],
  [['acme', 'moon'], 2, 'There is no KPI "moon"'],
  [['acme', 'sla', '--as-of', 'today'], 2, '--as-of: "today" is no day'],
])('%j is refused', async (args, code, message) => {
  const ended = await program.run('kpi', ...args);
  expect(ended.code).toBe(code);
  expect(ended.err).toContain(message);
});
