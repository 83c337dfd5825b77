import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Job, JobStarted } from '../api/contract/job.ts';
import { Problem } from '../api/contract/problem.ts';
import { Status } from '../api/contract/status.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hale-serve-'));
  await chmod(dataDir, 0o711);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Running {
  address: string;
  child: ChildProcess;
  said(): string;
}

function start(): { child: ChildProcess; said(): string } {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'error',
      TZ: 'Europe/Berlin',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  return { child, said: () => text };
}

async function serving(): Promise<Running> {
  const started = start();
  for (let waited = 0; waited < 300; waited += 1) {
    const address = /Hale is at (http:\/\/127\.0\.0\.1:\d+)\n/.exec(started.said())?.[1];
    if (address !== undefined) return { ...started, address };
    if (started.child.exitCode !== null) break;
    await sleep(100);
  }
  throw new Error(`the server does not start: ${started.said()}`);
}

async function jobEnded(address: string, id: string): Promise<Job> {
  for (let waited = 0; waited < 300; waited += 1) {
    const job = Job.parse(await (await fetch(`${address}/api/v1/jobs/${id}`)).json());
    if (job.state === 'done' || job.state === 'failed') return job;
    await sleep(100);
  }
  throw new Error(`job ${id} does not end`);
}

const fileOf = (name: string, text: string) => [new Blob([text]), name] as const;

async function upload(
  address: string,
  source: string | null,
  files: readonly (readonly [Blob, string])[],
) {
  const form = new FormData();
  if (source !== null) form.set('source', source);
  for (const [blob, name] of files) form.append('file', blob, name);
  return fetch(`${address}/api/v1/imports`, { method: 'POST', body: form });
}

test('starts, serves, takes uploads, refuses a second one, and stops in order', {
  timeout: 120_000,
}, async () => {
  const { address, child, said } = await serving();
  try {
    for (let waited = 0; waited < 100; waited += 1) {
      if ((await fetch(`${address}/readyz`)).status === 200) break;
      await sleep(100);
    }
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const status = Status.parse(await (await fetch(`${address}/api/v1/status`)).json());
    expect(status).toMatchObject({
      has_data: false,
      n_accounts: 0,
      time_zone: 'Europe/Berlin',
      first_fact_on: null,
    });

    const second = start();
    const [code] = await once(second.child, 'exit');
    expect(code).toBe(1);
    expect(second.said()).toContain('already being served');

    const names = Array.from(
      { length: 60_000 },
      (_, row) => `${row},Customer number ${row} of many\n`,
    );
    const big = fileOf('accounts.csv', `account_id,name\n${names.join('')}`);
    expect(big[0].size).toBeGreaterThan(1024 ** 2);
    const taken = JobStarted.parse(await (await upload(address, 'csv', [big])).json());
    const job = await jobEnded(address, taken.job.id);
    expect(job).toMatchObject({
      state: 'done',
      report: { files: [{ read: 60_000, created: 60_000 }] },
    });
    const list = await (await fetch(`${address}/api/v1/accounts?limit=1&q=number%2059999`)).json();
    expect(list).toMatchObject({ total: 1, rows: [{ account_id: '59999', health: null }] });

    for (const [answer, field] of [
      [await upload(address, null, [big]), 'source'],
      [await upload(address, 'sap', [big]), 'source'],
      [await upload(address, 'csv', []), 'file'],
      [await upload(address, 'csv', [fileOf('../../evil.sh', 'x')]), 'file'],
      [await upload(address, 'csv', [fileOf('wages.csv', 'a,b\n')]), 'file'],
      [await upload(address, 'csv', [big, fileOf('Accounts.csv', 'a\n')]), 'file'],
    ] as const) {
      expect(answer.status).toBe(400);
      expect(Problem.parse(await answer.json()).errors?.[0]?.path).toBe(field);
    }
    expect(await readdir(join(dataDir, 'uploads'))).toEqual([]);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  expect(child.exitCode, said()).toBe(0);
});
