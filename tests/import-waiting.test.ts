import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, type Files, type Importing, importing } from './import-fixture.ts';

/** definitions.md 10 (Import): rows that wait for their account or ticket, and how quarantine empties. */

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(() => product.clear());

const accounts = (...rows: string[]): Files => ({ 'accounts.csv': ['account_id,name', ...rows] });
const tickets = (...rows: string[]): Files => ({
  'tickets.csv': ['ticket_id,account_id,opened_at,subject', ...rows],
});
const messages = (...rows: string[]): Files => ({
  'ticket_messages.csv': ['message_id,ticket_id,at,author', ...rows],
});
const entries = async () =>
  (await product.quarantine()).map(({ file, line, reason }) => `${file}:${line} ${reason}`);
const storedMessages = async () =>
  (await product.rows('external_id', 'fact.ticket_message')).map((row) => row.external_id);

describe('rows whose owner is not known', () => {
  it('are taken whatever the order of files and rows, if it comes in the same import', async () => {
    const report = await product.take({
      ...messages('m,t,2026-01-01,agent'),
      ...tickets('t,a,2026-01-01,x'),
      ...accounts('a,Anna'),
    });
    expect(report.files.map(({ file, created }) => `${file} ${created}`)).toEqual([
      'accounts.csv 1',
      'tickets.csv 1',
      'ticket_messages.csv 1',
    ]);
    expect(await entries()).toEqual([]);
  });

  it('wait, and come in by themselves: message, then ticket, then account', async () => {
    await product.take(messages('m,t,2026-01-01,agent', 'n,u,2026-01-01,agent'));
    expect(await entries()).toEqual([
      'ticket_messages.csv:2 unknown_ticket',
      'ticket_messages.csv:3 unknown_ticket',
    ]);
    await product.take(tickets('t,a,2026-01-01,x'));
    expect(await entries()).toEqual([
      'ticket_messages.csv:2 unknown_ticket',
      'ticket_messages.csv:3 unknown_ticket',
      'tickets.csv:2 unknown_account',
    ]);
    const report = await product.take(accounts('a,Anna'));
    expect(report.released).toBe(2);
    expect(report.files.map(({ file }) => file)).toEqual(['accounts.csv']);
    expect(accountOf(report, 'accounts.csv')).toBe('read 1 created 1');
    expect(await entries()).toEqual(['ticket_messages.csv:3 unknown_ticket']);
    expect(await storedMessages()).toEqual(['m']);
    expect(await product.rows('facts', 'fact.touched')).toMatchObject([
      { facts: expect.arrayContaining(['new_tickets', 'ticket_messages']) },
    ]);
  });

  it('wait for an account or a ticket that is quarantined itself', async () => {
    const first = await product.take({
      ...accounts('a,'),
      ...tickets('t,a,2026-01-01,x', 'u,a,never,x'),
      ...messages('m,t,2026-01-01,agent', 'n,u,2026-01-01,agent'),
    });
    expect(first.files.map(({ quarantined }) => quarantined)).toEqual([1, 2, 2]);
    expect(await entries()).toEqual([
      'accounts.csv:2 missing_value',
      'ticket_messages.csv:2 unknown_ticket',
      'ticket_messages.csv:3 unknown_ticket',
      'tickets.csv:2 unknown_account',
      'tickets.csv:3 bad_time',
    ]);
    // The mended account answers its own entry and lets the ticket and its message in.
    expect((await product.take(accounts('a,Anna'))).released).toBe(2);
    expect(await entries()).toEqual([
      'ticket_messages.csv:3 unknown_ticket',
      'tickets.csv:3 bad_time',
    ]);
    expect((await product.take(tickets('u,a,2026-01-01,x'))).released).toBe(1);
    expect(await entries()).toEqual([]);
    expect(await storedMessages()).toEqual(['m', 'n']);
  });

  it('stand in the report as taken when an owner out of quarantine lets them in', async () => {
    await product.take(tickets('t,a,2026-01-01,x'));
    const report = await product.take({
      ...accounts('a,Anna'),
      ...messages('m,t,2026-01-01,agent'),
    });
    expect(accountOf(report, 'ticket_messages.csv')).toBe('read 1 created 1');
    expect(report.released).toBe(1);
    expect(await entries()).toEqual([]);
  });

  it('keep empty cells, custom fields and withdrawals while they wait', async () => {
    await product.take({
      ...accounts('a,Anna'),
      'tickets.csv': [
        'ticket_id,account_id,opened_at,subject,mood,tone',
        't,a,2026-01-01,old,bad,dry',
      ],
    });
    await product.take({
      'tickets.csv': [
        'ticket_id,account_id,opened_at,subject,mood,deleted',
        't,z,2026-01-02T10:11:12.123456Z,,,false',
        'v,z,2026-01-02,,fine,true',
      ],
    });
    await product.take(accounts('z,Zoe'));
    expect(await product.rows('external_id opened_at subject custom', 'fact.ticket')).toEqual([
      {
        external_id: 't',
        opened_at: new Date('2026-01-02T10:11:12.123Z'),
        subject: null,
        custom: { tone: 'dry' },
      },
    ]);
  });

  it('count one reason only, of the newest import', async () => {
    const file = tickets('t,z,2026-01-01,x', 'u,z,2026-01-01,x', 'w,a,2026-01-01');
    for (const _ of [1, 2, 3]) {
      await product.take(file);
      expect(await entries()).toEqual([
        'tickets.csv:2 unknown_account',
        'tickets.csv:3 unknown_account',
        'tickets.csv:4 bad_row',
      ]);
    }
    // The same records bad in another way, at other places.
    await product.take(tickets('', 'u,z,2026-02-30,x', 't,z,2026-01-01,y'));
    expect(await entries()).toEqual([
      'tickets.csv:3 bad_time',
      'tickets.csv:4 unknown_account',
      'tickets.csv:4 bad_row',
    ]);
    await product.take(accounts('z,Zoe'));
    expect(await product.rows('external_id subject', 'fact.ticket')).toEqual([
      { external_id: 't', subject: 'y' },
    ]);
  });

  it('are answered by a good row of their key, of any number of key columns', async () => {
    await product.take(accounts('a,Anna'));
    const ratings = (...rows: string[]) => ({
      'ratings.csv': ['account_id,csm_email,at,rating', ...rows],
    });
    await product.take(
      ratings('a,x@y,2026-01-01T10:00+01:00,7', 'a,x@y,2026-01-02,8', 'a,x@y,soon,3'),
    );
    expect(await entries()).toHaveLength(3);
    await product.take(ratings('a,x@y,2026-01-01T09:00:00Z,4'));
    expect(await entries()).toEqual(['ratings.csv:3 out_of_range', 'ratings.csv:4 bad_time']);
  });

  it('broken records are answered by a good row with the id they begin with', async () => {
    await product.take(accounts('a;Anna', 'b,"Bert', 'c,Carl'));
    expect(await entries()).toEqual(['accounts.csv:2 bad_row', 'accounts.csv:3 bad_row']);
    await product.take(accounts('a,Anna', 'b,Bert', 'c,Carl'));
    expect(await entries()).toEqual([]);
  });
});

describe('retry', () => {
  it('leaves what is still bad as it is', async () => {
    await product.take({
      ...accounts('a,Anna', 'a,Other', 'b'),
      ...tickets('t,z,2026-01-01,x', 't,z,2026-01-01,y', 'u,a,never,x'),
    });
    const before = await product.quarantine();
    expect(before.map(({ reason }) => reason)).toEqual([
      'duplicate_id',
      'bad_row',
      'unknown_account',
      'unknown_account',
      'bad_time',
    ]);
    expect(await product.retry()).toEqual({ released: 0, left: 5 });
    expect(await product.quarantine()).toEqual(before);
    expect(await product.rows('name', 'account.account')).toEqual([{ name: 'Anna' }]);
  });

  it('takes a second row of a key once the first is withdrawn', async () => {
    await product.take(accounts('a,Anna', 'a,Other'));
    await product.take({ 'accounts.csv': ['account_id,name,deleted', 'a,,true'] });
    // The withdrawal is a good row of the key: what stood against it is answered.
    expect(await product.retry()).toEqual({ released: 0, left: 0 });
  });

  it('of two rows that wait under one key the first comes in', async () => {
    await product.take(tickets('t,z,2026-01-01,x', 't,z,2026-01-01,y', 't,z,2026-01-01,x'));
    await product.take(accounts('z,Zoe'));
    expect(await product.rows('subject', 'fact.ticket')).toEqual([{ subject: 'x' }]);
    expect(await product.quarantine()).toEqual([
      {
        file: 'tickets.csv',
        record: 2,
        line: 3,
        column: 'ticket_id',
        value: 't',
        reason: 'duplicate_id',
      },
    ]);
  });
});
