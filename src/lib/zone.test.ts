import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantOfLocal, isTimeZone, localOfInstant } from './zone.ts';

const at = (text: string): number => Date.parse(text.endsWith('Z') ? text : `${text}Z`);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

/** Written by hand: zone, wall clock, instant in UTC. */
const vectors: [string, string, string][] = [
  ['UTC', '2026-03-29T02:30', '2026-03-29T02:30'],
  ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59'],
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30'], // does not exist: offset before, +1
  ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00'],
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30'], // twice: the first, +2
  ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00'],
  ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T01:30'],
  ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T00:30'],
  ['Africa/Cairo', '2026-04-24T00:00', '2026-04-23T22:00'], // midnight does not exist
  ['Africa/Cairo', '2026-04-24T01:00', '2026-04-23T22:00'],
  ['America/Santiago', '2026-09-06T00:30', '2026-09-06T04:30'], // gap at midnight, -4 before
  ['America/Santiago', '2026-04-04T23:30', '2026-04-05T02:30'], // twice, -3 first
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45'], // 30 minute gap, +10:30 before
  ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'], // 30 minutes twice, +11 first
  ['Asia/Kathmandu', '2026-01-01T00:00', '2025-12-31T18:15'],
  ['Pacific/Apia', '2011-12-29T23:59', '2011-12-30T09:59'],
  ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00'], // the missing day, -10 before
  ['Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00'],
  ['Europe/Dublin', '2026-03-29T01:30', '2026-03-29T01:30'],
  ['Europe/Dublin', '2026-10-25T01:30', '2026-10-25T00:30'],
  ['Europe/Dublin', '2026-07-01T12:00', '2026-07-01T11:00'],
  ['America/Sao_Paulo', '2018-11-04T00:30', '2018-11-04T03:30'], // last gap, -3 before
  ['America/Sao_Paulo', '2019-02-16T23:30', '2019-02-17T01:30'], // twice, -2 first
  ['America/Sao_Paulo', '2020-01-01T00:00', '2020-01-01T03:00'], // no summer time any more
  ['Africa/Casablanca', '2026-01-01T00:00', '2025-12-31T23:00'],
  ['Africa/Casablanca', '2026-03-01T12:00', '2026-03-01T12:00'], // Ramadan, +0
  ['Pacific/Kiritimati', '2026-01-01T00:00', '2025-12-31T10:00'],
  ['Europe/Berlin', '2028-02-29T12:00', '2028-02-29T11:00'],
];

describe('instantOfLocal', () => {
  test.each(vectors)('%s %s', (zone, local, instant) => {
    expect(iso(instantOfLocal(zone, at(local)))).toBe(instant);
  });
});

test('both directions agree with Temporal at any time, near switches above all', () => {
  const named = [...new Set(vectors.map(([zone]) => zone))].filter((zone) => zone !== 'UTC');
  const anchors = vectors.map(([, , instant]) => at(instant));
  const near = fc
    .tuple(fc.constantFrom(...anchors), fc.integer({ min: -180_000, max: 180_000 }))
    .map(([anchor, seconds]) => anchor + seconds * 1000);
  const any = fc.integer({ min: at('1990-01-01T00:00'), max: at('2060-01-01T00:00') });
  fc.assert(
    fc.property(fc.constantFrom(...named), fc.oneof(near, any), (zone, ms) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      expect(localOfInstant(zone, ms)).toBe(Date.parse(`${zoned.toPlainDateTime()}Z`));
      const wall = Temporal.PlainDateTime.from(new Date(ms).toISOString().slice(0, -1));
      const expected = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
      expect(instantOfLocal(zone, ms)).toBe(expected.epochMilliseconds);
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test('knows which names are zones', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('Europe/Atlantis')).toBe(false);
  expect(isTimeZone('')).toBe(false);
  expect(() => instantOfLocal('Europe/Atlantis', 0)).toThrow(RangeError);
});
