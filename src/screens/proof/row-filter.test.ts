import { expect, test } from 'vitest';
import { queryOfRows, type RowFilter, rowsOfWords, wordsOfRows } from './row-filter.ts';

test.each<[RowFilter, string]>([
  [{}, 'all'],
  [{ band: 'at_risk', churned: true }, 'band:at_risk,churned:true'],
  [{ month: '2026-03-31', judged: false }, 'month:2026-03-31,judged:false'],
  [{ decile: 10, warned: true }, 'decile:10,warned:true'],
  [{ health_from: 30 }, 'health_from:30'],
  [
    { kpi: 'response-time', read: false, proposed: true },
    'kpi:response-time,read:false,proposed:true',
  ],
])('%j goes into an address as %s and comes back', (filter, words) => {
  expect(wordsOfRows(filter)).toBe(words);
  expect(rowsOfWords(words)).toEqual(filter);
});

test('what an address has no right to is passed over', () => {
  expect(
    rowsOfWords('band:red,decile:11,health_from:35,churned:perhaps,x,month:tomorrow,kpi:a b'),
  ).toEqual({});
});

test('the API takes flags as words', () => {
  expect(queryOfRows({ churned: false, decile: 3 })).toEqual({
    churned: 'false',
    judged: undefined,
    scored: undefined,
    warned: undefined,
    proposed: undefined,
    read: undefined,
    decile: 3,
  });
});
