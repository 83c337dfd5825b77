import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, type Importing, importing } from './import-fixture.ts';
import { batchOf, store } from './product.ts';

/** definitions.md 10 (Import): what tells one record from another, within one import and over several. */

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(async () => {
  await product.clear();
  await product.take({
    'accounts.csv': ['account_id,name', 'a,Anna', 'b,Bert'],
    'tickets.csv': ['ticket_id,account_id,opened_at', 't,a,2026-01-01', 'u,a,2026-01-01'],
  });
});

/** By file: header, a first row, the same written differently, another row of its key, and rows of other keys. */
const keys: readonly {
  file: string;
  header: string;
  first: string;
  same: string;
  conflict: string | null;
  column: string;
  value: string;
  others: readonly string[];
}[] = [
  {
    file: 'accounts',
    header: 'account_id,name,created_at,segment',
    first: 'c,Carl,2026-01-01T00:00Z,',
    same: ' c ,"Carl",2026-01-01T01:00+01:00,',
    conflict: 'c,Carl,2026-01-01T00:00Z,big',
    column: 'account_id',
    value: 'c',
    others: ['C,Carl,2026-01-01T00:00Z,'],
  },
  {
    file: 'ticket_messages',
    header: 'message_id,ticket_id,at,author,public',
    first: 'm,t,2026-01-01,agent,true',
    same: 'm,t,2026-01-01T00:00,AGENT,1',
    conflict: 'm,t,2026-01-01,agent,false',
    column: 'message_id',
    value: 'm',
    others: ['n,t,2026-01-01,agent,true'],
  },
  {
    file: 'ticket_events',
    header: 'ticket_id,at,event',
    first: 't,2026-01-01T08:00Z,solved',
    same: 't,2026-01-01 08:00:00.000Z,Solved',
    conflict: null,
    column: 'ticket_id',
    value: 't',
    others: [
      't,2026-01-01T08:00Z,open',
      't,2026-01-01T08:00:01Z,solved',
      'u,2026-01-01T08:00Z,solved',
    ],
  },
  {
    file: 'sla_clocks',
    header: 'ticket_id,metric,started_at,promised_minutes',
    first: 't,resolution,2026-01-01,60',
    same: 't,RESOLUTION,2026-01-01,60.0',
    conflict: 't,resolution,2026-01-01,61',
    column: 'ticket_id',
    value: 't',
    others: [
      't,resolution,2026-01-02,60',
      't,agent_work,2026-01-01,60',
      'u,resolution,2026-01-01,60',
    ],
  },
  {
    file: 'usage_daily',
    header: 'account_id,user_id,day,feature,count',
    first: 'a,x,2026-01-01,,1',
    same: 'a,x,2026-01-01,"",1.00',
    conflict: 'a,x,2026-01-01,,2',
    column: 'account_id',
    value: 'a',
    others: [
      'a,x,2026-01-01,chat,1',
      'b,x,2026-01-01,,1',
      'a,y,2026-01-01,,1',
      'a,x,2026-01-02,,1',
    ],
  },
  {
    file: 'ratings',
    header: 'account_id,csm_email,at,rating',
    first: 'a,x@y,2026-01-01,3',
    same: 'a,x@y,2026-01-01T00:00:00,3.0',
    conflict: 'a,x@y,2026-01-01,4',
    column: 'account_id',
    value: 'a',
    others: ['b,x@y,2026-01-01,3', 'a,z@y,2026-01-01,3', 'a,x@y,2026-01-01T00:00:01,3'],
  },
  {
    file: 'milestones',
    header: 'account_id,milestone,due_on',
    first: 'a,live,2026-01-01',
    same: ' a,live ,2026-01-01',
    conflict: 'a,live,2026-01-02',
    column: 'account_id',
    value: 'a',
    others: ['b,live,2026-01-01', 'a,Live,2026-01-01'],
  },
  {
    file: 'targets',
    header: 'csm_email,kind,period,value,account_id',
    first: 'x@y,renewal,2026-q1,5,',
    same: 'x@y,Renewal,2026-Q1,5,',
    conflict: 'x@y,renewal,2026-Q1,6,',
    column: 'csm_email',
    value: 'x@y',
    others: ['x@y,renewal,2026-Q1,5,a', 'x@y,renewal,2026,5,', 'x@y,expansion,2026-Q1,5,'],
  },
  {
    file: 'series',
    header: 'account_id,series,day,value',
    first: 'a,s,2026-01-01,5',
    same: 'a,s,2026-01-01,5.0',
    conflict: 'a,s,2026-01-01,6',
    column: 'account_id',
    value: 'a',
    others: ['a,s,2026-01-02,5', 'a,r,2026-01-01,5', 'b,s,2026-01-01,5'],
  },
  {
    file: 'fx_rates',
    header: 'currency,rate,from_on',
    first: 'USD,0.9,',
    same: 'usd,0.90,',
    conflict: 'usd,0.8,',
    column: 'currency',
    value: 'usd',
    others: ['USD,0.9,2026-01-01', 'CHF,0.9,'],
  },
];

describe('repeated keys', () => {
  it.each(keys)(
    'of $file',
    async ({ file, header, first, same, conflict, column, value, others }) => {
      const lines = [
        header,
        first,
        same,
        ...others,
        same,
        ...(conflict === null ? [] : [conflict]),
      ];
      const read = lines.length - 1;
      const quarantined = conflict === null ? 0 : 1;
      const kept = quarantined === 0 ? '' : ' quarantined 1';
      const name = `${file}.csv`;
      const entries =
        conflict === null
          ? []
          : [{ file: name, record: read, line: read + 1, column, value, reason: 'duplicate_id' }];

      const report = await product.take({ [name]: lines });
      expect(accountOf(report, name)).toBe(
        `read ${read} created ${1 + others.length} duplicate 2${kept}`,
      );
      expect(await product.quarantine()).toEqual(entries);

      const again = await product.take({ [name]: lines });
      expect(accountOf(again, name)).toBe(
        `read ${read} unchanged ${1 + others.length} duplicate 2${kept}`,
      );
      expect(await product.quarantine()).toEqual(entries);

      if (conflict === null) return;
      // In an import of its own the other row is news, and answers the entry.
      const later = await product.take({ [name]: [header, conflict] });
      expect(accountOf(later, name)).toBe('read 1 updated 1');
      expect(await product.quarantine()).toEqual([]);
    },
  );

  it('repeats of usage_events are duplicates whatever else they say', async () => {
    const header = 'account_id,user_id,at,feature,count';
    const files = {
      'usage_events.csv': [
        header,
        'a,x,2026-01-01,,1',
        'a,x,2026-01-01,,2',
        'a,x,2026-01-01,chat,1',
        'a,x,2026-01-01T00:00,,1',
        'a,x,2026-01-01,chat,9',
      ],
    };
    expect(accountOf(await product.take(files), 'usage_events.csv')).toBe(
      'read 5 created 2 duplicate 3',
    );
    expect(accountOf(await product.take(files), 'usage_events.csv')).toBe(
      'read 5 unchanged 2 duplicate 3',
    );
    expect(await product.rows('feature count', 'fact.usage_event')).toEqual([
      { feature: 'chat', count: '1' },
      { feature: null, count: '1' },
    ]);
    const changed = { 'usage_events.csv': [header, 'a,x,2026-01-01,chat,7'] };
    expect(accountOf(await product.take(changed), 'usage_events.csv')).toBe('read 1 updated 1');
  });

  it('a bad row takes no key', async () => {
    const report = await product.take({
      'costs.csv': [
        'cost_id,account_id,at,amount,currency',
        'k,a,2026-01-01,much,EUR',
        'k,zz,2026-01-01,1,EUR',
        'k,a,2026-01-01,2,EUR',
        'k,a,2026-01-01,3,EUR',
      ],
    });
    expect(accountOf(report, 'costs.csv')).toBe('read 4 created 1 quarantined 3');
    expect((await product.quarantine()).map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'bad_number'],
      [3, 'unknown_account'],
      [5, 'duplicate_id'],
    ]);
    expect(await product.rows('amount', 'fact.cost')).toEqual([{ amount: '2' }]);
  });

  it('names the cell of a repeated key as the file writes it', async () => {
    await product.take({
      'costs.csv': [
        'amount,cost_id,account_id,at,currency',
        '1, k ,a,2026-01-01,EUR',
        '2, k ,a,2026-01-01,EUR',
      ],
    });
    expect(await product.quarantine()).toMatchObject([{ column: 'cost_id', value: ' k ' }]);
  });

  it('among so many rows that their keys are not remembered while another fact comes', async () => {
    const costs = (from: number, until: number) => {
      const columns = ['cost_id', 'account_id', 'at', 'amount', 'currency'];
      const cells = Array.from({ length: until - from }, (_, row) => [
        `k${from + row}`,
        'a',
        '2026-01-01',
        '1',
        'EUR',
      ]);
      return batchOf({ fact: 'costs', columns, cells });
    };
    const contact = { columns: ['contact_id', 'account_id', 'name'], cells: [['c', 'a', 'Cleo']] };
    const report = await store(product.database.app, [
      costs(0, 60_000),
      batchOf({ fact: 'contacts', ...contact }),
      costs(59_990, 60_010),
    ]);
    expect(accountOf(report, 'costs.csv')).toBe('read 60020 created 60010 duplicate 10');
  });

  it('among many thousand rows', async () => {
    const lines = ['cost_id,account_id,at,amount,currency'];
    for (let id = 0; id < 6_000; id += 1) lines.push(`k${id},a,2026-01-01,${id},EUR`);
    for (let id = 0; id < 6_000; id += 100)
      lines.push(`k${id},a,2026-01-01,${id % 200 ? 0 : id},EUR`);
    const report = await product.take({ 'costs.csv': lines });
    expect(accountOf(report, 'costs.csv')).toBe(
      'read 6060 created 6000 duplicate 30 quarantined 30',
    );
    expect((await product.quarantine()).slice(0, 2)).toMatchObject([
      { record: 6_002, line: 6_003, value: 'k100' },
      { record: 6_004, line: 6_005, value: 'k300' },
    ]);
  });
});
