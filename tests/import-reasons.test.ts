import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, type Importing, importing } from './import-fixture.ts';

/** definitions.md 10 (Import): why a row is not taken, and where the entry says it lies. */

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(() => product.clear());

const ACCOUNTS = ['account_id,name', 'a,Anna', 'b,Bert'];
const TICKETS = ['ticket_id,account_id,opened_at', 't,a,2026-01-01'];

/** One row by file: the file, its header, the row, and the entry `column value reason`; null where it is taken. */
const rows: readonly [string, string, string, [string, string, string] | null][] = [
  // missing_value: the first in the order of the header
  ['accounts', 'account_id,name', ',Carl', ['account_id', '', 'missing_value']],
  ['accounts', 'name,account_id', ',', ['name', '', 'missing_value']],
  ['accounts', 'account_id,name', 'c,""', ['name', '', 'missing_value']],
  ['accounts', 'account_id,name', ' c , Carl ', null],
  // bad_time: a time column may hold a plain date
  [
    'accounts',
    'account_id,name,created_at',
    'c,C,yesterday',
    ['created_at', 'yesterday', 'bad_time'],
  ],
  [
    'accounts',
    'account_id,name,created_at',
    'c,C,2026-02-30',
    ['created_at', '2026-02-30', 'bad_time'],
  ],
  [
    'accounts',
    'account_id,name,created_at',
    'c,C,2026-02-03 24:00',
    ['created_at', '2026-02-03 24:00', 'bad_time'],
  ],
  ['accounts', 'account_id,name,created_at', 'c,C,2026-02-03', null],
  ['accounts', 'account_id,name,created_at', 'c,C,2026-02-03T10:11Z', null],
  ['accounts', 'account_id,name,created_at', 'c,C,2026-02-03 10:11:12.5+0130', null],
  ['accounts', 'account_id,name,created_at', 'c,C,2026-02-03T10:11:12-09:30', null],
  // bad_date: a date column may not hold a time
  [
    'invoices',
    'invoice_id,account_id,issued_on,due_on,amount,currency',
    'i,a,2026-01-01T00:00,2026-01-31,1,EUR',
    ['issued_on', '2026-01-01T00:00', 'bad_date'],
  ],
  [
    'invoices',
    'invoice_id,account_id,issued_on,due_on,amount,currency',
    'i,a,2026-01-01,31.01.2026,1,EUR',
    ['due_on', '31.01.2026', 'bad_date'],
  ],
  // bad_number: decimal point, no thousands separator, no exponent, no unit
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'k,a,2026-01-01,"1,5",EUR',
    ['amount', '1,5', 'bad_number'],
  ],
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'k,a,2026-01-01,1e3,EUR',
    ['amount', '1e3', 'bad_number'],
  ],
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'k,a,2026-01-01,5 EUR,EUR',
    ['amount', '5 EUR', 'bad_number'],
  ],
  ['costs', 'cost_id,account_id,at,amount,currency', 'k,a,2026-01-01,-5.25,EUR', null],
  [
    'tickets',
    'ticket_id,account_id,opened_at,reopen_count',
    'u,a,2026-01-01,1.5',
    ['reopen_count', '1.5', 'bad_number'],
  ],
  // bad_enum: words, booleans, currencies, periods
  [
    'interactions',
    'interaction_id,account_id,at,kind',
    'i,a,2026-01-01,fax',
    ['kind', 'fax', 'bad_enum'],
  ],
  ['interactions', 'interaction_id,account_id,at,kind', 'i,a,2026-01-01,QBR', null],
  [
    'interactions',
    'interaction_id,account_id,at,kind,inbound',
    'i,a,2026-01-01,qbr,yes',
    ['inbound', 'yes', 'bad_enum'],
  ],
  ['interactions', 'interaction_id,account_id,at,kind,inbound', 'i,a,2026-01-01,qbr,TRUE', null],
  ['interactions', 'interaction_id,account_id,at,kind,inbound', 'i,a,2026-01-01,qbr,0', null],
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'k,a,2026-01-01,1,EURO',
    ['currency', 'EURO', 'bad_enum'],
  ],
  [
    'targets',
    'csm_email,kind,period,value',
    'x@y,renewal,2026-13,1',
    ['period', '2026-13', 'bad_enum'],
  ],
  ['targets', 'csm_email,kind,period,value', 'x@y,renewal,2026-Q4,1', null],
  // out_of_range
  [
    'time_entries',
    'entry_id,account_id,at,minutes',
    'e,a,2026-01-01,-1',
    ['minutes', '-1', 'out_of_range'],
  ],
  [
    'time_entries',
    'entry_id,account_id,at,minutes,hourly_cost',
    'e,a,2026-01-01,0,-0.01',
    ['hourly_cost', '-0.01', 'out_of_range'],
  ],
  [
    'interactions',
    'interaction_id,account_id,at,kind,minutes',
    'i,a,2026-01-01,call,-1',
    ['minutes', '-1', 'out_of_range'],
  ],
  [
    'sla_clocks',
    'ticket_id,metric,started_at,elapsed_minutes',
    't,resolution,2026-01-01,-1',
    ['elapsed_minutes', '-1', 'out_of_range'],
  ],
  [
    'sla_clocks',
    'ticket_id,metric,started_at,promised_minutes',
    't,resolution,2026-01-01,-1',
    ['promised_minutes', '-1', 'out_of_range'],
  ],
  [
    'sla_clocks',
    'ticket_id,metric,started_at,internal_minutes',
    't,resolution,2026-01-01,-1',
    ['internal_minutes', '-1', 'out_of_range'],
  ],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency',
    's,a,2026-01-01,-1,EUR',
    ['mrr', '-1', 'out_of_range'],
  ],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency,seats',
    's,a,2026-01-01,1,EUR,-1',
    ['seats', '-1', 'out_of_range'],
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at,agent_replies',
    'u,a,2026-01-01,-1',
    ['agent_replies', '-1', 'out_of_range'],
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at,customer_replies',
    'u,a,2026-01-01,-1',
    ['customer_replies', '-1', 'out_of_range'],
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at,reopen_count',
    'u,a,2026-01-01,-1',
    ['reopen_count', '-1', 'out_of_range'],
  ],
  ['fx_rates', 'currency,rate', 'USD,0', ['rate', '0', 'out_of_range']],
  [
    'ratings',
    'account_id,csm_email,at,rating',
    'a,x@y,2026-01-01,0.9',
    ['rating', '0.9', 'out_of_range'],
  ],
  [
    'ratings',
    'account_id,csm_email,at,rating',
    'a,x@y,2026-01-01,5.1',
    ['rating', '5.1', 'out_of_range'],
  ],
  ['ratings', 'account_id,csm_email,at,rating', 'a,x@y,2026-01-01,5', null],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at,scale_max',
    'r,a,csat,2026-01-01,0',
    ['scale_max', '0', 'out_of_range'],
  ],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at,scale_max',
    'r,a,nps,2026-01-01,5',
    ['scale_max', '5', 'out_of_range'],
  ],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at,responded_at,score',
    'r,a,nps,2026-01-01,2026-01-02,11',
    ['score', '11', 'out_of_range'],
  ],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at,responded_at,score',
    'r,a,nps,2026-01-01,,9',
    ['responded_at', '', 'missing_value'],
  ],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at,score',
    'r,a,nps,2026-01-01,9',
    ['responded_at', '', 'missing_value'],
  ],
  // bad_range names the later column; equal days are in order
  [
    'subscriptions',
    'ends_on,subscription_id,account_id,starts_on,mrr,currency',
    '2025-12-31,s,a,2026-01-01,1,EUR',
    ['ends_on', '2025-12-31', 'bad_range'],
  ],
  [
    'subscriptions',
    'ends_on,subscription_id,account_id,starts_on,mrr,currency',
    '2026-01-01,s,a,2026-01-01,1,EUR',
    null,
  ],
  // unknown owners, behind everything a row itself can have wrong
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'k,zz,2026-01-01,1,EUR',
    ['account_id', 'zz', 'unknown_account'],
  ],
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'k,zz,2026-01-01,x,EUR',
    ['amount', 'x', 'bad_number'],
  ],
  [
    'ticket_messages',
    'message_id,ticket_id,at,author',
    'm,zz,2026-01-01,agent',
    ['ticket_id', 'zz', 'unknown_ticket'],
  ],
  [
    'ticket_events',
    'ticket_id,at,event',
    'zz,2026-01-01,solved',
    ['ticket_id', 'zz', 'unknown_ticket'],
  ],
  [
    'sla_clocks',
    'ticket_id,metric,started_at',
    'zz,resolution,2026-01-01',
    ['ticket_id', 'zz', 'unknown_ticket'],
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at',
    'u, zz ,2026-01-01',
    ['account_id', ' zz ', 'unknown_account'],
  ],
  // what may be unknown
  ['time_entries', 'entry_id,account_id,at,minutes,ticket_id', 'e,a,2026-01-01,1,zz', null],
  [
    'survey_responses',
    'response_id,account_id,kind,sent_at,ticket_id,contact_id',
    'r,a,nps,2026-01-01,zz,zz',
    null,
  ],
  ['tickets', 'ticket_id,account_id,opened_at,requester_id', 'u,a,2026-01-01,zz', null],
  ['targets', 'csm_email,kind,period,value,account_id', 'x@y,renewal,2026,1,zz', null],
  ['accounts', 'account_id,name,parent_account_id', 'c,C,zz', null],
  // one entry a row, the first in order
  [
    'survey_responses',
    'score,kind,response_id,account_id,sent_at',
    'x,who,r,zz,',
    ['score', 'x', 'bad_number'],
  ],
  [
    'survey_responses',
    'sent_at,kind,response_id,account_id,score',
    ',who,r,zz,x',
    ['sent_at', '', 'missing_value'],
  ],
  // broken as text: no column, no value
  ['accounts', 'account_id,name', 'c', ['', '', 'bad_row']],
  ['accounts', 'account_id,name', 'c,C,more', ['', '', 'bad_row']],
  ['accounts', 'account_id,name', 'c,"C" x', ['', '', 'bad_row']],
  ['accounts', 'account_id,name', 'c,C "the" D', null],
];

describe('every reason, with its column and the cell as in the file', () => {
  it.each(rows)('%s: %s: %s', async (file, header, row, entry) => {
    await product.take({ 'accounts.csv': ACCOUNTS, 'tickets.csv': TICKETS });
    const report = await product.take({ [`${file}.csv`]: [header, row] });
    expect(accountOf(report, `${file}.csv`)).toBe(
      entry === null ? 'read 1 created 1' : 'read 1 quarantined 1',
    );
    const place = { file: `${file}.csv`, record: 1, line: 2 };
    const [column, value, reason] = entry ?? [];
    expect(await product.quarantine()).toEqual(
      entry === null ? [] : [{ ...place, column, value, reason }],
    );
  });
});

describe('records and lines', () => {
  it('counts records without blank lines, and lines as they lie in the file', async () => {
    await product.take({
      'accounts.csv': [
        'account_id,name',
        'a,"Anna',
        'and Abel"',
        '',
        ',none',
        '',
        'b,"two ""quotes""',
        '"',
        'c',
        'd,Dora',
      ],
    });
    expect(await product.quarantine()).toEqual([
      {
        file: 'accounts.csv',
        record: 2,
        line: 5,
        column: 'account_id',
        value: '',
        reason: 'missing_value',
      },
      { file: 'accounts.csv', record: 4, line: 9, column: '', value: '', reason: 'bad_row' },
    ]);
    expect(
      (await product.rows('external_id', 'account.account')).map((row) => row.external_id),
    ).toEqual(['a', 'b', 'd']);
  });

  it('makes one broken record of everything behind a quote that is never closed', async () => {
    const report = await product.take({
      'accounts.csv': ['account_id,name', 'a,Anna', 'b,"Bert', 'c,Carl', 'd,Dora'],
    });
    expect(accountOf(report, 'accounts.csv')).toBe('read 2 created 1 quarantined 1');
    expect(await product.quarantine()).toMatchObject([{ record: 2, line: 3, reason: 'bad_row' }]);
  });

  it('lists entries of owners and repeats with their places', async () => {
    await product.take({
      'accounts.csv': ['account_id,name', 'a,Anna', 'a,Other'],
      'costs.csv': [
        'cost_id,account_id,at,amount,currency',
        'k,a,2026-01-01,1,EUR',
        'l,zz,2026-01-01,1,EUR',
        '',
        'k,a,2026-01-01,2,EUR',
      ],
    });
    const entry = (
      file: string,
      record: number,
      line: number,
      column: string,
      value: string,
      reason: string,
    ) => ({ file, record, line, column, value, reason });
    expect(await product.quarantine()).toEqual([
      entry('accounts.csv', 2, 3, 'account_id', 'a', 'duplicate_id'),
      entry('costs.csv', 2, 3, 'account_id', 'zz', 'unknown_account'),
      entry('costs.csv', 3, 5, 'cost_id', 'k', 'duplicate_id'),
    ]);
  });
});
