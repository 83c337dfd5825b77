import { expect, test } from 'vitest';
import { factOfFile } from './index.ts';
import { type CompiledHeader, compileHeader, type ParsedRow } from './parse-row.ts';

function compile(file: string, header: string): CompiledHeader {
  const fact = factOfFile(file);
  if (fact === undefined) throw new Error(`no fact ${file}`);
  return compileHeader(fact, header.split(','), { timeZone: 'Europe/Berlin' });
}

function parse(file: string, header: string, row: string): ParsedRow {
  const compiled = compile(file, header);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.parse(row.split(','));
}

/** "column reason", or the values that are filled. */
function told(file: string, header: string, row: string): string {
  const parsed = parse(file, header, row);
  return parsed.ok
    ? parsed.values.filter((value) => value !== null).join('|')
    : `${parsed.column} ${parsed.reason}`.trim();
}

test('values come in the order of the definition, whatever the header', () => {
  expect(
    parse(
      'ticket_messages',
      'at,Author,opening,ticket_id, message_id ',
      '2026-01-05T10:00,AGENT,1, t1 ,m1',
    ),
  ).toEqual({
    ok: true,
    values: ['m1', 't1', '2026-01-05 09:00:00+00', 'agent', null, 'true'],
    custom: null,
    deleted: false,
  });
});

test.each([
  ['accounts', 'account_id,name,currency', 'a,A,eur', 'a|A|EUR'],
  ['accounts', 'account_id,name,currency', 'a,A,euro', 'currency bad_enum'],
  ['accounts', 'account_id,name,currency', 'a,A,€', 'currency bad_enum'],
  ['accounts', 'account_id,name', '  ,A', 'account_id missing_value'],
  ['accounts', 'account_id,name', `${'a'.repeat(501)},A`, 'account_id out_of_range'],
  ['accounts', 'account_id,name', 'a,A\0', 'bad_row'],
  ['accounts', 'account_id,name,created_at', 'a,A,31.12.2026', 'created_at bad_time'],
  [
    'tickets',
    'ticket_id,account_id,opened_at,reopen_count',
    't,a,2026-01-05,2.0',
    't|a|2026-01-04 23:00:00+00|2',
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at,reopen_count',
    't,a,2026-01-05,2.5',
    'reopen_count bad_number',
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at,reopen_count',
    't,a,2026-01-05,-1',
    'reopen_count out_of_range',
  ],
  [
    'tickets',
    'ticket_id,account_id,opened_at,agent_replies',
    't,a,2026-01-05,99999999999',
    'agent_replies out_of_range',
  ],
  [
    'time_entries',
    'entry_id,account_id,at,minutes',
    'e,a,2026-01-05T10:00Z,-0.5',
    'minutes out_of_range',
  ],
  [
    'time_entries',
    'entry_id,account_id,at,minutes',
    'e,a,2026-01-05T10:00Z,"1,5"',
    'minutes bad_number',
  ],
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'c,a,2026-01-05T10:00Z,-0.5,EUR',
    'c|a|2026-01-05 10:00:00+00|-0.5|EUR',
  ],
  [
    'costs',
    'cost_id,account_id,at,amount,currency',
    'c,a,2026-01-05T10:00Z,1000000000000001,EUR',
    'amount out_of_range',
  ],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency,ends_on',
    's,a,2026-01-05,0,EUR,2026-01-05',
    's|a|2026-01-05|0|EUR|2026-01-05',
  ],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency,ends_on',
    's,a,2026-01-05,9,EUR,2026-01-04',
    'ends_on bad_range',
  ],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency,ends_on',
    's,a,2026-01-05,-1,EUR,2026-01-04',
    'mrr out_of_range',
  ],
  [
    'subscriptions',
    'subscription_id,account_id,starts_on,mrr,currency',
    's,a,2026-01-05T00:00,1,EUR',
    'starts_on bad_date',
  ],
  ['ratings', 'account_id,csm_email,at,rating', 'a,c@x,2026-01-05,0.9', 'rating out_of_range'],
  [
    'ratings',
    'account_id,csm_email,at,rating',
    'a,c@x,2026-01-05T00:00Z,4.5',
    'a|c@x|2026-01-05 00:00:00+00|4.5',
  ],
  ['fx_rates', 'currency,rate', 'USD,0', 'rate out_of_range'],
  ['fx_rates', 'currency,rate', 'USD,0.91', 'USD|0.91'],
  ['targets', 'csm_email,kind,period,value', 'c,Renewal,2026-q1,5', 'c|renewal|2026-Q1|5'],
  ['targets', 'csm_email,kind,period,value', 'c,renewal,2026-13,5', 'period bad_enum'],
  ['targets', 'csm_email,kind,period,value', 'c,renewal,2026-3,5', 'period bad_enum'],
  [
    'interactions',
    'interaction_id,account_id,at,kind,inbound',
    'i,a,2026-01-05T00:00Z,lunch,yes',
    'kind bad_enum',
  ],
  [
    'interactions',
    'interaction_id,account_id,at,kind,inbound',
    'i,a,2026-01-05T00:00Z,call,yes',
    'inbound bad_enum',
  ],
  [
    'interactions',
    'interaction_id,account_id,at,kind,inbound',
    'i,a,2026-01-05T00:00Z,call,TRUE',
    'i|a|2026-01-05 00:00:00+00|call|true',
  ],
  [
    'calendar_hours',
    'calendar_id,start_minute,end_minute,time_zone',
    'c,540,540,UTC',
    'end_minute bad_range',
  ],
  [
    'calendar_hours',
    'calendar_id,start_minute,end_minute,time_zone',
    'c,540,600,Middle/Earth',
    'time_zone bad_enum',
  ],
])('%s: %s: %s gives %s', (file, header, row, expected) => {
  expect(told(file, header, row)).toBe(expected);
});

const survey = 'response_id,account_id,kind,sent_at,responded_at,score,scale_max';
test.each([
  ['r,a,nps,2026-01-05Z', 'sent_at bad_time'],
  ['r,a,nps,2026-01-05T00:00Z,,,', 'r|a|nps|2026-01-05 00:00:00+00'],
  ['r,a,nps,2026-01-05T00:00Z,,9,', 'responded_at missing_value'],
  ['r,a,nps,2026-01-05T00:00Z,2026-01-06T00:00Z,11,', 'score out_of_range'],
  ['r,a,nps,2026-01-05T00:00Z,,11,5', 'scale_max out_of_range'],
  ['r,a,ces,2026-01-05T00:00Z,2026-01-06T00:00Z,8,', 'score out_of_range'],
  ['r,a,csat,2026-01-05T00:00Z,2026-01-06T00:00Z,6,', 'score out_of_range'],
  [
    'r,a,csat,2026-01-05T00:00Z,2026-01-06T00:00Z,6,7',
    'r|a|csat|2026-01-05 00:00:00+00|2026-01-06 00:00:00+00|6|7',
  ],
  ['r,a,csat,2026-01-05T00:00Z,2026-01-06T00:00Z,-1,7', 'score out_of_range'],
  ['r,a,csat,2026-01-05T00:00Z,2026-01-06T00:00Z,3,0', 'scale_max out_of_range'],
])('a survey answer %s gives %s', (row, expected) => {
  expect(told('survey_responses', survey, row)).toBe(expected);
});

test('the first column in header order decides, before rules over several columns', () => {
  const row = 'soon,3,,x,s';
  const header = 'ends_on,mrr,account_id,starts_on,subscription_id,currency';
  expect(told('subscriptions', header, row)).toBe('ends_on bad_date');
  expect(told('subscriptions', header, row.replace('soon', ''))).toBe('account_id missing_value');
  expect(parse('subscriptions', header, ' soon ,,,,')).toMatchObject({ value: ' soon ' });
});

test('a withdrawn row needs only its key and its owner', () => {
  const header = 'message_id,ticket_id,at,author,deleted';
  expect(parse('ticket_messages', header, 'm,t,,,TRUE')).toMatchObject({
    ok: true,
    deleted: true,
    values: ['m', 't', null, null, null, null],
  });
  expect(told('ticket_messages', header, 'm,,,,true')).toBe('ticket_id missing_value');
  expect(told('ticket_messages', header, 'm,t,,,')).toBe('at missing_value');
  expect(told('ticket_messages', header, 'm,t,2026-01-05,agent,gone')).toBe('deleted bad_enum');
});

test('unknown columns are custom fields of accounts, contacts and tickets, by the name in the header', () => {
  const header = 'account_id,Tier,name,__proto__,constructor,';
  expect(compile('accounts', header)).toMatchObject({
    customColumns: ['Tier', '__proto__', 'constructor', 'column 6'],
    ignoredColumns: [],
  });
  expect(parse('accounts', header, 'a, gold ,A,"x",,y')).toMatchObject({
    custom: '{"Tier":"gold","__proto__":"\\"x\\"","column 6":"y"}',
  });
  expect(parse('accounts', header, 'a,,A,,,')).toMatchObject({ custom: null });
  expect(told('accounts', header, 'a,\0,A,,,')).toBe('bad_row');
});

test('unknown columns of other files are reported and never harm a row', () => {
  const header = 'currency,rate,source';
  expect(compile('fx_rates', header)).toMatchObject({
    customColumns: [],
    ignoredColumns: ['source'],
  });
  expect(parse('fx_rates', header, 'USD,1,\0')).toMatchObject({ ok: true, custom: null });
});

test('a header without a required column, or with one twice, is refused with the mend', () => {
  expect(compile('tickets', 'ticket_id,account_id')).toEqual({
    ok: false,
    problem: 'column "opened_at" is missing: add it, or rename the column that holds it',
  });
  expect(compile('tickets', 'account_id')).toMatchObject({
    problem: expect.stringContaining('"ticket_id", "opened_at" are missing'),
  });
  expect(compile('accounts', 'account_id,name,NAME')).toMatchObject({
    problem: 'column "name" appears twice: keep one of them',
  });
});
