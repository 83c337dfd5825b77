import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, type Importing, importing } from './import-fixture.ts';

/** definitions.md 10 (Import, Changes to the ground): what a later import does to what is stored. */

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(() => product.clear());

const OWNERS = {
  'accounts.csv': ['account_id,name', 'a,Anna', 'b,Bert'],
  'tickets.csv': ['ticket_id,account_id,opened_at', 't,a,2026-01-01'],
};

/** By file: header, a row under account a or ticket t, and its table. */
const kinds: readonly [file: string, header: string, row: string, table: string][] = [
  ['contacts', 'contact_id,account_id,name', 'c,a,Carl', 'account.contact'],
  [
    'ticket_messages',
    'message_id,ticket_id,at,author',
    'm,t,2026-01-01,agent',
    'fact.ticket_message',
  ],
  ['ticket_events', 'ticket_id,at,event', 't,2026-01-01,solved', 'fact.ticket_event'],
  ['sla_clocks', 'ticket_id,metric,started_at', 't,resolution,2026-01-01', 'fact.sla_clock'],
  ['time_entries', 'entry_id,account_id,at,minutes', 'e,a,2026-01-01,5', 'fact.time_entry'],
  ['costs', 'cost_id,account_id,at,amount,currency', 'k,a,2026-01-01,5,EUR', 'fact.cost'],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency',
    's,a,2026-01-01,5,EUR',
    'fact.subscription',
  ],
  [
    'renewals',
    'renewal_id,account_id,due_on,amount,currency',
    'r,a,2026-01-01,5,EUR',
    'fact.renewal',
  ],
  [
    'invoices',
    'invoice_id,account_id,issued_on,due_on,amount,currency',
    'i,a,2026-01-01,2026-01-31,5,EUR',
    'fact.invoice',
  ],
  ['usage_events', 'account_id,user_id,at', 'a,x,2026-01-01', 'fact.usage_event'],
  ['usage_daily', 'account_id,user_id,day', 'a,x,2026-01-01', 'fact.usage_day'],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at',
    'r,a,nps,2026-01-01',
    'fact.survey_response',
  ],
  ['interactions', 'interaction_id,account_id,at,kind', 'i,a,2026-01-01,call', 'fact.interaction'],
  ['ratings', 'account_id,csm_email,at,rating', 'a,x@y,2026-01-01,3', 'fact.rating'],
  [
    'opportunities',
    'opportunity_id,account_id,kind,amount,currency,created_at',
    'o,a,upsell,5,EUR,2026-01-01',
    'fact.opportunity',
  ],
  ['milestones', 'account_id,milestone,due_on', 'a,live,2026-01-01', 'fact.milestone'],
  ['series', 'account_id,series,day,value', 'a,s,2026-01-01,5', 'fact.series'],
  ['fx_rates', 'currency,rate', 'USD,0.9', 'fact.fx_rate'],
  ['targets', 'csm_email,kind,period,value', 'x@y,renewal,2026,5', 'fact.target'],
];

describe('withdrawing a row with deleted = true', () => {
  it.each(kinds)('of %s', async (file, header, row, table) => {
    const name = `${file}.csv`;
    await product.take({ ...OWNERS, [name]: [header, row] });
    const withdrawal = { [name]: [`${header},deleted`, `${row},true`] };
    expect(accountOf(await product.take(withdrawal), name)).toBe('read 1 updated 1');
    expect(await product.rows('source_id', table)).toEqual([]);
    expect(accountOf(await product.take(withdrawal), name)).toBe('read 1 unchanged 1');
    const kept = { [name]: [`${header},DELETED`, `${row},false`] };
    expect(accountOf(await product.take(kept), name)).toBe('read 1 created 1');
    expect(await product.rows('source_id', table)).toHaveLength(1);
  });

  it.each(['accounts', 'tickets'] as const)(
    'of %s hides it until it is imported again',
    async (file) => {
      const name = `${file}.csv` as const;
      const table = file === 'accounts' ? 'account.account' : 'fact.ticket';
      const [header = '', row = ''] = OWNERS[name];
      await product.take(OWNERS);
      const withdrawal = { [name]: [`${header},deleted`, `${row},1`] };
      expect(accountOf(await product.take(withdrawal), name)).toBe('read 1 updated 1');
      expect(accountOf(await product.take(withdrawal), name)).toBe('read 1 unchanged 1');
      expect(await product.rows('external_id withdrawn', table)).toContainEqual({
        external_id: file === 'accounts' ? 'a' : 't',
        withdrawn: true,
      });
      // Rows that hang on it are taken, and wait for its return hidden.
      const child = {
        'ticket_messages.csv': ['message_id,ticket_id,at,author', 'm,t,2026-01-01,agent'],
      };
      expect(accountOf(await product.take(child), 'ticket_messages.csv')).toBe('read 1 created 1');
      expect(accountOf(await product.take({ [name]: OWNERS[name] }), name)).toMatch(/ updated 1/);
      expect(await product.rows('withdrawn', table)).not.toContainEqual({ withdrawn: true });
    },
  );

  it('needs no more of the row than its key and owner', async () => {
    await product.take({
      ...OWNERS,
      'costs.csv': ['cost_id,account_id,at,amount,currency', 'k,a,2026-01-01,5,EUR'],
    });
    const report = await product.take({
      'costs.csv': ['cost_id,account_id,at,amount,currency,deleted', 'k,a,,,,true', 'l,a,,,,false'],
    });
    expect(accountOf(report, 'costs.csv')).toBe('read 2 updated 1 quarantined 1');
  });

  it('of a time entry makes the account of its ticket anew', async () => {
    const header = 'entry_id,account_id,at,minutes,ticket_id';
    await product.take({
      ...OWNERS,
      'time_entries.csv': [header, 'e,b,2026-01-01,5,t', 'f,b,2026-01-01,5,t'],
    });
    await product.forgetTouched();
    await product.take({ 'time_entries.csv': [`${header},deleted`, 'e,b,,,,true'] });
    expect(await product.touched()).toEqual(['a', 'b']);
    await product.forgetTouched();
    await product.take({ 'time_entries.csv': [header, 'f,b,2026-01-01,5,'] });
    expect(await product.touched()).toEqual(['a', 'b']);
  });
});

describe('a row that comes again', () => {
  it('keeps what absent columns hold, and loses what is empty now', async () => {
    await product.take({
      'accounts.csv': ['account_id,name,segment,country,mood,tone', 'a,Anna,big,DE,fine,dry'],
    });
    const report = await product.take({
      'accounts.csv': ['account_id,name,segment,mood', 'a,Anna,,'],
    });
    expect(accountOf(report, 'accounts.csv')).toBe('read 1 updated 1');
    expect(await product.rows('segment country custom', 'account.account')).toEqual([
      { segment: null, country: 'DE', custom: { tone: 'dry' } },
    ]);
    const same = await product.take({ 'accounts.csv': ['account_id,name,mood', 'a,Anna,'] });
    expect(accountOf(same, 'accounts.csv')).toBe('read 1 unchanged 1');
    const mended = await product.take({ 'accounts.csv': ['account_id,name,tone', 'a,Anna,warm'] });
    expect(accountOf(mended, 'accounts.csv')).toBe('read 1 updated 1');
  });

  it('keeps custom fields under any name', async () => {
    const header = 'ticket_id,account_id,opened_at,__proto__,constructor,ordinal,Mood ä "x",line';
    const quoted = header.replace('Mood ä "x"', '"Mood ä ""x"""');
    const file = { 'tickets.csv': [quoted, 't,a,2026-01-01,1,2,3,4,5'] };
    await product.take(file);
    await product.take({ 'accounts.csv': ['account_id,name', 'a,Anna'] });
    const stored = await product.rows('custom', 'fact.ticket');
    expect(JSON.parse(JSON.stringify(stored[0]?.custom))).toEqual(
      JSON.parse(
        '{"__proto__":"1","constructor":"2","ordinal":"3","Mood ä \\"x\\"":"4","line":"5"}',
      ),
    );
    expect(accountOf(await product.take(file), 'tickets.csv')).toBe('read 1 unchanged 1');
  });

  it.each(kinds.filter(([, header]) => header.includes('_id,account_id')))(
    'moves %s to another account',
    async (file, header, row, table) => {
      const name = `${file}.csv`;
      await product.take({ ...OWNERS, [name]: [header, row] });
      await product.forgetTouched();
      const moved = { [name]: [header, row.replace(',a,', ',b,')] };
      expect(accountOf(await product.take(moved), name)).toBe('read 1 updated 1');
      expect(await product.ownersIn(table)).toEqual(['b']);
      expect(await product.touched()).toEqual(['a', 'b']);
    },
  );

  it('moves a ticket with its children, and a message to another ticket', async () => {
    await product.take({
      ...OWNERS,
      'ticket_messages.csv': ['message_id,ticket_id,at,author', 'm,t,2026-01-01,agent'],
      'ticket_events.csv': ['ticket_id,at,event', 't,2026-01-01,solved'],
      'sla_clocks.csv': ['ticket_id,metric,started_at', 't,resolution,2026-01-01'],
    });
    await product.forgetTouched();
    await product.take({
      'tickets.csv': ['ticket_id,account_id,opened_at', 't,b,2026-01-01', 'u,a,2026-01-01'],
    });
    for (const table of ['fact.ticket_message', 'fact.ticket_event', 'fact.sla_clock']) {
      expect(await product.ownersIn(table), table).toEqual(['b']);
    }
    expect(await product.touched()).toEqual(['a', 'b']);
    await product.take({
      'ticket_messages.csv': ['message_id,ticket_id,at,author', 'm,u,2026-01-01,agent'],
    });
    expect(await product.ownersIn('fact.ticket_message')).toEqual(['a']);
  });
});

describe('columns', () => {
  it('that are unknown are kept or reported, and never a reason', async () => {
    const report = await product.take({
      'accounts.csv': ['account_id,Name,mood', 'a,Anna,fine'],
      'costs.csv': ['cost_id,account_id,at,amount,currency,Note,', 'k,a,2026-01-01,1,EUR,x,y'],
    });
    expect(report.files.map(({ file, ignored_columns }) => [file, ignored_columns])).toEqual([
      ['accounts.csv', []],
      ['costs.csv', ['Note', 'column 7']],
    ]);
    expect(report.files.map(({ created }) => created)).toEqual([1, 1]);
  });

  it('that are missing or stand twice refuse their file alone', async () => {
    const report = await product.take({
      'accounts.csv': ['account_id,name', 'a,Anna'],
      'contacts.csv': ['contact_id,account_id,name,NAME', 'c,a,x,y'],
      'costs.csv': ['cost_id,account_id,at,currency', 'k,a,2026-01-01,EUR'],
      'invoices.csv': [],
    });
    const refused = report.files.filter((file) => file.refused !== null);
    expect(accountOf(report, 'accounts.csv')).toBe('read 1 created 1');
    expect(refused.map(({ file, read, refused: problem }) => [file, read, problem])).toEqual([
      ['contacts.csv', 0, 'column "name" appears twice: keep one of them'],
      ['costs.csv', 0, 'column "amount" is missing: add it, or rename the column that holds it'],
      ['invoices.csv', 0, expect.stringContaining('it is empty')],
    ]);
  });

  it('that name what may be unknown are reported', async () => {
    const report = await product.take({
      'accounts.csv': ['account_id,name,parent_account_id', 'a,Anna,b', 'b,Bert,', 'c,Carl,zz'],
      'contacts.csv': ['contact_id,account_id,name', 'p,a,Paul'],
      'interactions.csv': [
        'interaction_id,account_id,at,kind,contact_ids',
        'i,a,2026-01-01,call,p; q',
        'j,a,2026-01-01,call,p ;',
        'k,b,2026-01-01,call,p',
      ],
      'survey_responses.csv': [
        'response_id,account_id,kind,sent_at,contact_id,ticket_id',
        'r,a,nps,2026-01-01,p,zz',
      ],
    });
    expect(report.unknown_references).toEqual([
      { file: 'accounts', column: 'parent_account_id', rows: 1 },
      { file: 'survey_responses', column: 'ticket_id', rows: 1 },
      { file: 'interactions', column: 'contact_ids', rows: 2 },
    ]);
  });
});

describe('two imports at once', () => {
  it('end as one after the other', async () => {
    const files = {
      ...OWNERS,
      'costs.csv': [
        'cost_id,account_id,at,amount,currency',
        ...Array.from(
          { length: 3_000 },
          (_, id) => `k${id},${id % 2 ? 'a' : 'zz'},2026-01-01,1,EUR`,
        ),
        'x,a,soon,1,EUR',
      ],
    };
    const reports = await Promise.all([product.take(files), product.take(files)]);
    expect(reports.map((report) => accountOf(report, 'costs.csv')).toSorted()).toEqual([
      'read 3001 created 1500 quarantined 1501',
      'read 3001 unchanged 1500 quarantined 1501',
    ]);
    expect(await product.quarantine()).toHaveLength(1_501);
  });
});

describe('a file that cannot be read to its end', () => {
  it('takes nothing in, and the connection serves the next import', async () => {
    const { gzipSync } = await import('node:zlib');
    const lines = ['account_id,name'];
    for (let id = 0; id < 200_000; id += 1) lines.push(`${id},Account ${Math.sqrt(id)}`);
    const whole = gzipSync(lines.join('\n'));
    const files = { 'accounts.csv.gz': whole.subarray(0, whole.length - 1_000) };
    await expect(product.take(files)).rejects.toThrow(/accounts\.csv cannot be read to its end/);
    expect(await product.rows('external_id', 'account.account')).toEqual([]);
    expect(accountOf(await product.take({ 'accounts.csv.gz': whole }), 'accounts.csv')).toBe(
      'read 200000 created 200000',
    );
  });
});
