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

/** A line each: file | header | row | reason column[cell], or that it is taken. */
const TABLE = `
# missing_value: the first in the order of the header
accounts | account_id,name | ,Carl | missing_value account_id[]
accounts | name,account_id | , | missing_value name[]
accounts | account_id,name | c,"" | missing_value name[]
accounts | account_id,name |  c , Carl  | taken
# bad_time: a time column may hold a plain date
accounts | account_id,name,created_at | c,C,yesterday | bad_time created_at[yesterday]
accounts | account_id,name,created_at | c,C,2026-02-30 | bad_time created_at[2026-02-30]
accounts | account_id,name,created_at | c,C,2026-02-03 24:00 | bad_time created_at[2026-02-03 24:00]
accounts | account_id,name,created_at | c,C,2026-02-03 | taken
accounts | account_id,name,created_at | c,C,2026-02-03T10:11Z | taken
accounts | account_id,name,created_at | c,C,2026-02-03 10:11:12.5+0130 | taken
accounts | account_id,name,created_at | c,C,2026-02-03T10:11:12-09:30 | taken
# bad_date: a date column may not hold a time
invoices | invoice_id,account_id,issued_on,due_on,amount,currency | i,a,2026-01-01T00:00,2026-01-31,1,EUR | bad_date issued_on[2026-01-01T00:00]
invoices | invoice_id,account_id,issued_on,due_on,amount,currency | i,a,2026-01-01,31.01.2026,1,EUR | bad_date due_on[31.01.2026]
# bad_number: decimal point, no thousands separator, no exponent, no unit
costs | cost_id,account_id,at,amount,currency | k,a,2026-01-01,"1,5",EUR | bad_number amount[1,5]
costs | cost_id,account_id,at,amount,currency | k,a,2026-01-01,1e3,EUR | bad_number amount[1e3]
costs | cost_id,account_id,at,amount,currency | k,a,2026-01-01,5 EUR,EUR | bad_number amount[5 EUR]
costs | cost_id,account_id,at,amount,currency | k,a,2026-01-01,-5.25,EUR | taken
tickets | ticket_id,account_id,opened_at,reopen_count | u,a,2026-01-01,1.5 | bad_number reopen_count[1.5]
# bad_enum: words, booleans, currencies, periods
interactions | interaction_id,account_id,at,kind | i,a,2026-01-01,fax | bad_enum kind[fax]
interactions | interaction_id,account_id,at,kind | i,a,2026-01-01,QBR | taken
interactions | interaction_id,account_id,at,kind,inbound | i,a,2026-01-01,qbr,yes | bad_enum inbound[yes]
interactions | interaction_id,account_id,at,kind,inbound | i,a,2026-01-01,qbr,TRUE | taken
interactions | interaction_id,account_id,at,kind,inbound | i,a,2026-01-01,qbr,0 | taken
costs | cost_id,account_id,at,amount,currency | k,a,2026-01-01,1,EURO | bad_enum currency[EURO]
targets | csm_email,kind,period,value | x@y,renewal,2026-13,1 | bad_enum period[2026-13]
targets | csm_email,kind,period,value | x@y,renewal,2026-Q4,1 | taken
# out_of_range
time_entries | entry_id,account_id,at,minutes | e,a,2026-01-01,-1 | out_of_range minutes[-1]
time_entries | entry_id,account_id,at,minutes,hourly_cost | e,a,2026-01-01,0,-0.01 | out_of_range hourly_cost[-0.01]
interactions | interaction_id,account_id,at,kind,minutes | i,a,2026-01-01,call,-1 | out_of_range minutes[-1]
sla_clocks | ticket_id,metric,started_at,elapsed_minutes | t,resolution,2026-01-01,-1 | out_of_range elapsed_minutes[-1]
sla_clocks | ticket_id,metric,started_at,promised_minutes | t,resolution,2026-01-01,-1 | out_of_range promised_minutes[-1]
sla_clocks | ticket_id,metric,started_at,internal_minutes | t,resolution,2026-01-01,-1 | out_of_range internal_minutes[-1]
subscriptions | subscription_id,account_id,starts_on,mrr,currency | s,a,2026-01-01,-1,EUR | out_of_range mrr[-1]
subscriptions | subscription_id,account_id,starts_on,mrr,currency,seats | s,a,2026-01-01,1,EUR,-1 | out_of_range seats[-1]
tickets | ticket_id,account_id,opened_at,agent_replies | u,a,2026-01-01,-1 | out_of_range agent_replies[-1]
tickets | ticket_id,account_id,opened_at,customer_replies | u,a,2026-01-01,-1 | out_of_range customer_replies[-1]
tickets | ticket_id,account_id,opened_at,reopen_count | u,a,2026-01-01,-1 | out_of_range reopen_count[-1]
fx_rates | currency,rate | USD,0 | out_of_range rate[0]
ratings | account_id,csm_email,at,rating | a,x@y,2026-01-01,0.9 | out_of_range rating[0.9]
ratings | account_id,csm_email,at,rating | a,x@y,2026-01-01,5.1 | out_of_range rating[5.1]
ratings | account_id,csm_email,at,rating | a,x@y,2026-01-01,5 | taken
survey_responses | response_id,account_id,kind,sent_at,scale_max | r,a,csat,2026-01-01,0 | out_of_range scale_max[0]
survey_responses | response_id,account_id,kind,sent_at,scale_max | r,a,nps,2026-01-01,5 | out_of_range scale_max[5]
survey_responses | response_id,account_id,kind,sent_at,responded_at,score | r,a,nps,2026-01-01,2026-01-02,11 | out_of_range score[11]
survey_responses | response_id,account_id,kind,sent_at,responded_at,score | r,a,nps,2026-01-01,,9 | missing_value responded_at[]
survey_responses | response_id,account_id,kind,sent_at,score | r,a,nps,2026-01-01,9 | missing_value responded_at[]
# bad_range names the later column; equal days are in order
subscriptions | ends_on,subscription_id,account_id,starts_on,mrr,currency | 2025-12-31,s,a,2026-01-01,1,EUR | bad_range ends_on[2025-12-31]
subscriptions | ends_on,subscription_id,account_id,starts_on,mrr,currency | 2026-01-01,s,a,2026-01-01,1,EUR | taken
# unknown owners, behind everything a row itself can have wrong
costs | cost_id,account_id,at,amount,currency | k,zz,2026-01-01,1,EUR | unknown_account account_id[zz]
costs | cost_id,account_id,at,amount,currency | k,zz,2026-01-01,x,EUR | bad_number amount[x]
ticket_messages | message_id,ticket_id,at,author | m,zz,2026-01-01,agent | unknown_ticket ticket_id[zz]
ticket_events | ticket_id,at,event | zz,2026-01-01,solved | unknown_ticket ticket_id[zz]
sla_clocks | ticket_id,metric,started_at | zz,resolution,2026-01-01 | unknown_ticket ticket_id[zz]
tickets | ticket_id,account_id,opened_at | u, zz ,2026-01-01 | unknown_account account_id[ zz ]
# what may be unknown
time_entries | entry_id,account_id,at,minutes,ticket_id | e,a,2026-01-01,1,zz | taken
survey_responses | response_id,account_id,kind,sent_at,ticket_id,contact_id | r,a,nps,2026-01-01,zz,zz | taken
tickets | ticket_id,account_id,opened_at,requester_id | u,a,2026-01-01,zz | taken
targets | csm_email,kind,period,value,account_id | x@y,renewal,2026,1,zz | taken
accounts | account_id,name,parent_account_id | c,C,zz | taken
# one entry a row, the first in order
survey_responses | score,kind,response_id,account_id,sent_at | x,who,r,zz, | bad_number score[x]
survey_responses | sent_at,kind,response_id,account_id,score | ,who,r,zz,x | missing_value sent_at[]
# broken as text: no column, no value
accounts | account_id,name | c | bad_row []
accounts | account_id,name | c,C,more | bad_row []
accounts | account_id,name | c,"C" x | bad_row []
accounts | account_id,name | c,C "the" D | taken
`;

const EXPECTED = /^(\w+) (\w*)\[(.*)\]$/;

const rows = TABLE.split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [file = '', header = '', row = '', expected = ''] = line.split(' | ');
    const [, reason, column, value] = EXPECTED.exec(expected) ?? [];
    return {
      file,
      header,
      row,
      expected,
      entry: reason === undefined ? null : { column, value, reason },
    };
  });

describe('every reason, with its column and the cell as in the file', () => {
  it.each(rows)('$file: $header: $row: $expected', async ({ file, header, row, entry }) => {
    await product.take({ 'accounts.csv': ACCOUNTS, 'tickets.csv': TICKETS });
    const report = await product.take({ [`${file}.csv`]: [header, row] });
    expect(accountOf(report, `${file}.csv`)).toBe(
      entry === null ? 'read 1 created 1' : 'read 1 quarantined 1',
    );
    const place = { file: `${file}.csv`, record: 1, line: 2 };
    expect(await product.quarantine()).toEqual(entry === null ? [] : [{ ...place, ...entry }]);
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
