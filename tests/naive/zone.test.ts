import { expect, test } from 'vitest';
import { instantOf } from './parse.ts';
import { zoneOf } from './zone.ts';

const berlin = zoneOf('Europe/Berlin');
const utc = (text: string) => Date.parse(text);

test('an instant belongs to its calendar date in the company zone', () => {
  expect(berlin.dayOf(utc('2026-01-31T22:59:59.999Z'))).toBe('2026-01-31');
  expect(berlin.dayOf(utc('2026-01-31T23:00:00Z'))).toBe('2026-02-01');
  expect(berlin.dayOf(utc('2026-06-30T21:59:59Z'))).toBe('2026-06-30');
  expect(berlin.dayOf(utc('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
  expect(zoneOf('Asia/Kathmandu').dayOf(utc('2026-01-01T18:15:00Z'))).toBe('2026-01-02');
  expect(zoneOf('America/New_York').dayOf(utc('2026-01-01T04:59:59Z'))).toBe('2025-12-31');
});

test('a local time that occurs twice means the first', () => {
  expect(instantOf('2025-10-26T02:30:00', berlin)).toBe(utc('2025-10-26T00:30:00Z'));
  expect(instantOf('2025-10-26T03:00:00', berlin)).toBe(utc('2025-10-26T02:00:00Z'));
});

test('a local time that does not exist is read with the offset before the switch', () => {
  expect(instantOf('2026-03-29T02:30:00', berlin)).toBe(utc('2026-03-29T01:30:00Z'));
  expect(instantOf('2026-03-29T01:59:59', berlin)).toBe(utc('2026-03-29T00:59:59Z'));
  expect(instantOf('2026-03-29T03:00:00', berlin)).toBe(utc('2026-03-29T01:00:00Z'));
});

test('times may have a blank, no seconds, a fraction, an offset, or be a plain date', () => {
  expect(instantOf('2026-01-01 10:00', berlin)).toBe(utc('2026-01-01T09:00:00Z'));
  expect(instantOf('2026-01-01T10:00:00.25Z', berlin)).toBe(utc('2026-01-01T10:00:00.250Z'));
  expect(instantOf('2026-01-01T10:00:00-0230', berlin)).toBe(utc('2026-01-01T12:30:00Z'));
  expect(instantOf('2026-01-01T10:00+02:00', berlin)).toBe(utc('2026-01-01T08:00:00Z'));
  expect(instantOf('2026-07-01', berlin)).toBe(utc('2026-06-30T22:00:00Z'));
  expect(() => instantOf('01.07.2026', berlin)).toThrow('not a time');
});
