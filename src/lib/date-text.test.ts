import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateText, epochDayAtStart, readDate } from './date-text.ts';

test.each(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
  '%s is a day',
  (text) => {
    expect(readDate(text)).toBe(text);
    expect(dateText(epochDayAtStart(text))).toBe(text);
  },
);

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '0000-01-01',
  '2026-1-01',
  '26-01-01',
  '2026/01/01',
  '01.02.2026',
  '20260101',
  '2026-01-01T00:00',
  '2026-01-01Z',
  '-026-01-01',
])('%s is none', (text) => {
  expect(readDate(text)).toBeNull();
});

test('counts days as Date does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(epochDayAtStart(text)).toBe(day);
      expect(dateText(day)).toBe(text);
    }),
  );
});

test('has no text beyond the years 0001 to 9999', () => {
  expect([dateText(-719_163), dateText(2_932_897)]).toEqual([null, null]);
});
