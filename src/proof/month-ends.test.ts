import { describe, expect, test } from 'vitest';
import { parseDay } from '../lib/day.ts';
import { monthEndsOf } from './month-ends.ts';

const day = parseDay;
const request = {
  firstFact: day('2024-01-05'),
  newestFact: day('2025-01-31'),
  today: day('2026-05-05'),
  horizonDays: 90,
};

describe('month-ends', () => {
  test('begin 180 days after the first dated fact, and end with H days of future', () => {
    // 5 January + 180 days = 3 July; 31 January − 90 days = 2 November.
    expect(monthEndsOf(request)).toEqual(['2024-07-31', '2024-08-31', '2024-09-30', '2024-10-31']);
  });

  test('the 180th day itself is one, and so is the day with exactly H days of future', () => {
    expect(
      monthEndsOf({
        ...request,
        firstFact: day('2024-01-02'), // 30 June
        newestFact: day('2024-09-28'), // 30 June + 90
      }),
    ).toEqual(['2024-06-30']);
  });

  test('future that has not come does not count', () => {
    expect(monthEndsOf({ ...request, today: day('2024-12-01') })).toEqual([
      '2024-07-31',
      '2024-08-31',
    ]);
  });

  test('from and to name the first and the last', () => {
    const [from, to] = [day('2024-02-29'), day('2024-03-31')];
    expect(monthEndsOf({ ...request, from, to })).toEqual(['2024-02-29', '2024-03-31']);
    expect(monthEndsOf({ ...request, from: day('2024-10-01'), to: day('2030-01-01') })).toEqual([
      '2024-10-31',
    ]);
  });

  test('none is before the first fact, whatever is named', () => {
    const [from, to] = [day('0001-01-01'), day('2024-02-29')];
    expect(monthEndsOf({ ...request, from, to })).toEqual(['2024-01-31', '2024-02-29']);
  });

  test('without facts there are none', () => {
    expect(monthEndsOf({ ...request, firstFact: null, newestFact: null })).toEqual([]);
  });
});
