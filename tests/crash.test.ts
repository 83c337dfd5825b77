import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Hale, hale, killed } from './hale-command.ts';
import { folderOf } from './import-fixture.ts';

/** kill -9 in the middle of an import: nothing is lost, nothing stands twice, and the next run ends as an undisturbed one. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let product: Hale;
let folder: string;
let undisturbed: unknown;

beforeAll(async () => {
  product = await hale();
  folder = await folderOf(files());
  expect((await product.run('import', '--no-readings', folder)).code).toBe(0);
  undisturbed = await everything();
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const ACCOUNTS = 120;

/** Large enough to be hit in the middle, with bad rows of several kinds. */
function files() {
  const accounts = ['account_id,name'];
  const tickets = ['ticket_id,account_id,opened_at'];
  const messages = ['message_id,ticket_id,at,author'];
  for (let id = 0; id < ACCOUNTS; id += 1) accounts.push(`a${id},Account ${id}`);
  for (let id = 0; id < 10_000; id += 1) {
    tickets.push(`t${id},a${id % (ACCOUNTS + 1)},2026-01-01`);
    for (let part = 0; part < 6; part += 1) {
      const message = `m${id}-${part},t${id},2026-01-02T10:00:0${part % 10}Z`;
      messages.push(`${message},${(id + part) % 999 === 0 ? 'nobody' : 'agent'}`);
    }
  }
  messages.push('m1-1,t1,2026-01-02,customer');
  return { 'accounts.csv': accounts, 'tickets.csv': tickets, 'ticket_messages.csv': messages };
}

/** Everything an import writes, told by outside ids, as counts and check sums. */
async function everything(): Promise<Record<string, unknown>> {
  const { rows } = await sql<Record<string, unknown>>`
    select
      (select count(*) from account.account) as accounts,
      (select count(*) from fact.ticket) as tickets,
      (select md5(string_agg(ticket.external_id || account.external_id, ',' order by ticket.external_id))
        from fact.ticket join account.account on account.id = account_id) as ticket_sum,
      (select count(*) from fact.ticket_message) as messages,
      (select md5(string_agg(message.external_id || ticket.external_id || at || author, ',' order by message.external_id))
        from fact.ticket_message message join fact.ticket on ticket.id = ticket_id) as message_sum,
      (select count(*) from app.quarantine) as quarantined,
      (select md5(string_agg(file || record || line || column_name || value || reason || cells, ',' order by file, record))
        from app.quarantine) as quarantine_sum,
      (select count(*) from fact.touched) as touched,
      (select count(*) from app.import_run where report is null) as open_runs`.execute(product.db);
  return rows[0] ?? {};
}

async function forgetEverything(): Promise<void> {
  await sql`truncate account.account, fact.ticket, fact.ticket_message, fact.touched, app.import_run, app.quarantine`.execute(
    product.ownerDb,
  );
}

/** Resolves as soon as the import is there; the phases as PostgreSQL sees them. */
async function reached(phase: 'reading' | 'storing'): Promise<void> {
  const isThere =
    phase === 'reading'
      ? sql`select 1 from pg_stat_progress_copy
          where tuples_processed > 2000 and datname = current_database()`
      : sql`select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
          where locktype = 'advisory' and objid = 7401 and granted and datname = current_database()`;
  await until(async () => (await isThere.execute(product.db)).rows.length > 0);
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('it does not come to that');
    await sleep(3);
  }
}

describe('kill -9', () => {
  it.each([
    ['while it reads', 'reading', 0],
    ['as it begins to store', 'storing', 0],
    ['while it stores', 'storing', 300],
  ] as const)('of the import %s', async (_, phase, wait) => {
    await forgetEverything();
    const child = product.start('import', '--no-readings', folder);
    await reached(phase);
    await sleep(wait);
    await killed(child);

    // All or nothing: the kill may have come just after the commit.
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from fact.ticket_message`.execute(product.db);
    const again = await product.run('import', '--no-readings', '--json', folder);
    expect(again.code).toBe(0);
    for (const file of JSON.parse(again.out).files) {
      const [taken, none] =
        rows[0]?.n === 0 ? [file.created, file.unchanged] : [file.unchanged, file.created];
      expect([file.updated, none]).toEqual([0, 0]);
      expect(taken + file.duplicate + file.quarantined).toBe(file.read);
    }
    expect(await everything()).toEqual(undisturbed);
  });

  it('of the server while it imports what was uploaded', async () => {
    for (const phase of ['reading', 'storing'] as const) {
      await forgetEverything();
      const first = product.start('serve');
      const job = await upload(await addressOf(first));
      await reached(phase);
      await killed(first);

      const second = product.start('serve');
      await addressOf(second);
      await until(async () => {
        const { rows } = await sql<{ state: string }>`
          select state from app.job where id = ${job}::bigint`.execute(product.db);
        expect(rows[0]?.state).not.toBe('failed');
        return rows[0]?.state === 'done';
      });
      await killed(second);
      // The server has made the readings as well.
      expect({ ...(await everything()), touched: ACCOUNTS }).toEqual(undisturbed);
      expect((await sql`select 1 from fact.touched`.execute(product.db)).rows).toEqual([]);
    }
  });
});

async function addressOf(server: ReturnType<Hale['start']>): Promise<string> {
  if (server.stdout === null) throw new Error('its output is not read');
  const [said] = await once(server.stdout, 'data');
  const address = /http:\S+/.exec(String(said))?.[0];
  if (address === undefined) throw new Error(`no address in: ${said}`);
  return address;
}

/** Gives the id of the job. */
async function upload(address: string): Promise<string> {
  const form = new FormData();
  form.append('source', 'csv');
  for (const name of Object.keys(files())) {
    form.append('file', new Blob([await readFile(join(folder, name))]), name);
  }
  const response = await fetch(`${address}/api/v1/imports`, { method: 'POST', body: form });
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
  return answer.job.id;
}
