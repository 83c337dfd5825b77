import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../lib/day.ts';
import { localOfInstant } from '../lib/zone.ts';
import { type Calendar, openHours, type WeekInterval } from './calendar.ts';
import { businessMinutes, runsOutAt, type Timeline, timelineOf } from './timeline.ts';

const MINUTE = 60_000;
const at = (text: string): number => Date.parse(text.endsWith('Z') ? text : `${text}Z`);
const weekdays = (days: readonly number[], ...hours: [number, number][]): WeekInterval[] =>
  days.flatMap((day) =>
    hours.map(([start, end]) => ({
      startMinute: day * 1440 + start * 60,
      endMinute: day * 1440 + end * 60,
    })),
  );
const hoursOf = (
  timeZone: string,
  intervals: WeekInterval[],
  holidays: Calendar['holidays'] = [],
) => timelineOf(openHours({ timeZone, intervals, holidays }));
const monToFri = [1, 2, 3, 4, 5];
const nineToFive = weekdays(monToFri, [9, 17]);
const always = [{ startMinute: 0, endMinute: 10_080 }];

describe('business minutes, written by hand', () => {
  const berlin = 'Europe/Berlin';
  const cases: [string, Timeline, string, string, number][] = [
    ['one open day', hoursOf('UTC', nineToFive), '2026-03-03T00:00', '2026-03-04T00:00', 480],
    ['a weekend', hoursOf('UTC', nineToFive), '2026-03-07T00:00', '2026-03-09T00:00', 0],
    [
      'Friday evening to Monday',
      hoursOf('UTC', nineToFive),
      '2026-03-06T16:30',
      '2026-03-09T09:45',
      75,
    ],
    [
      'seconds are fractions',
      hoursOf('UTC', nineToFive),
      '2026-03-03T09:00:30',
      '2026-03-03T09:01:45',
      1.25,
    ],
    ['backwards', hoursOf('UTC', nineToFive), '2026-03-04T00:00', '2026-03-03T00:00', 0],
    [
      '24x7, the 23 hour day',
      hoursOf(berlin, always),
      '2026-03-28T23:00',
      '2026-03-29T22:00',
      1380,
    ],
    [
      '24x7, the 25 hour day',
      hoursOf(berlin, always),
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      1500,
    ],
    [
      'Sunday 1-4 in spring',
      hoursOf(berlin, weekdays([0], [1, 4])),
      '2026-03-28T00:00',
      '2026-03-30T00:00',
      120,
    ],
    [
      'Sunday 1-4 in autumn',
      hoursOf(berlin, weekdays([0], [1, 4])),
      '2026-10-24T00:00',
      '2026-10-26T00:00',
      240,
    ],
    [
      'Sunday 2:15-2:45 in spring',
      hoursOf(berlin, [{ startMinute: 135, endMinute: 165 }]),
      '2026-03-28T00:00',
      '2026-03-30T00:00',
      0,
    ],
    [
      'Sunday 2:15-2:45 in autumn',
      hoursOf(berlin, [{ startMinute: 135, endMinute: 165 }]),
      '2026-10-24T00:00',
      '2026-10-26T00:00',
      60,
    ],
    ['Berlin in winter', hoursOf(berlin, nineToFive), '2026-01-05T00:00', '2026-01-05T09:00', 60],
    ['Berlin in summer', hoursOf(berlin, nineToFive), '2026-07-06T00:00', '2026-07-06T09:00', 120],
    [
      'split shift over noon',
      hoursOf('UTC', weekdays(monToFri, [8, 12], [13, 17])),
      '2026-03-03T11:30',
      '2026-03-03T13:30',
      60,
    ],
    [
      'only Tuesday',
      hoursOf('UTC', weekdays([2], [9, 17])),
      '2026-03-04T00:00',
      '2026-03-31T12:00',
      1620,
    ],
    [
      'overlapping intervals once',
      hoursOf('UTC', weekdays([2], [9, 12], [11, 13])),
      '2026-03-03T00:00',
      '2026-03-04T00:00',
      240,
    ],
    [
      'past Saturday midnight',
      hoursOf('UTC', [{ startMinute: 10_020, endMinute: 10_140 }]),
      '2026-03-07T00:00',
      '2026-03-09T00:00',
      120,
    ],
    [
      'Lord Howe, 30 minutes twice',
      hoursOf('Australia/Lord_Howe', weekdays([0], [1, 2])),
      '2026-04-04T00:00',
      '2026-04-06T00:00',
      90,
    ],
    [
      'Kathmandu',
      hoursOf('Asia/Kathmandu', weekdays([1], [9, 10])),
      '2026-03-02T03:15',
      '2026-03-02T04:15',
      60,
    ],
    [
      'Apia without its Friday',
      hoursOf('Pacific/Apia', weekdays([5], [9, 17])),
      '2011-12-25T00:00',
      '2012-01-02T00:00',
      0,
    ],
    [
      'Cairo without midnight',
      hoursOf('Africa/Cairo', weekdays([5], [0, 2])),
      '2026-04-23T12:00',
      '2026-04-24T12:00',
      60,
    ],
    ['a leap day', hoursOf('UTC', always), '2028-02-28T00:00', '2028-03-01T00:00', 2880],
    ['no hours at all', hoursOf('UTC', []), '2026-01-01T00:00', '2027-01-01T00:00', 0],
  ];
  test.each(cases)('%s', (_, timeline, from, until, minutes) => {
    expect(businessMinutes(timeline, at(from), at(until))).toBeCloseTo(minutes, 9);
  });

  test('a holiday is a whole local day, both ends included', () => {
    const holidays = [{ startsOn: parseDay('2024-05-06'), endsOn: parseDay('2024-05-07') }];
    const london = hoursOf('Europe/London', weekdays(monToFri, [0, 24]), holidays);
    expect(businessMinutes(london, at('2024-05-05T23:00'), at('2024-05-07T23:00'))).toBe(0);
    expect(businessMinutes(london, at('2024-05-05T23:00'), at('2024-05-07T23:01'))).toBe(1);
  });
});

describe('the worked example of two schedules', () => {
  const week = (...pairs: [number, number][]): WeekInterval[] =>
    pairs.map(([startMinute, endMinute]) => ({ startMinute, endMinute }));
  const a = week(
    [720, 1560],
    [2160, 3000],
    [3600, 4440],
    [5040, 5880],
    [6480, 7320],
    [7920, 8760],
    [9360, 10_200],
  );
  const b = week([2340, 2910], [3780, 4350], [5220, 5790], [6660, 7230], [8100, 8670]);
  const [created, replied] = [at('2020-09-29T17:01:38'), at('2020-09-30T19:01:46')];

  test('sums over both', () => {
    const [first] = hoursOf('UTC', a);
    const [second] = hoursOf('UTC', b);
    const both: Timeline = [first, { ...second, from: at('2020-09-30T19:01:25') }];
    const exact = 538 + 22 / 60 + 421 + 25 / 60 + 21 / 60;
    expect(businessMinutes(both, created, replied)).toBeCloseTo(exact, 9);
    expect(exact).toBeCloseTo(960.1333, 4);
    expect(runsOutAt(both, created, exact)).toBe(replied);
  });

  test('or over the last alone', () => {
    const last = businessMinutes(hoursOf('UTC', b), created, replied);
    expect(last).toBeCloseTo(690.1333, 4);
  });
});

describe('the instant at which the minutes run out', () => {
  const utc = hoursOf('UTC', nineToFive);
  test.each([
    ['within the day', '2026-03-03T10:00', 60, '2026-03-03T11:00'],
    ['before the close', '2026-03-06T16:00', 59.5, '2026-03-06T16:59:30'],
    ['at the close: overrun from the next opening', '2026-03-06T16:00', 60, '2026-03-09T09:00'],
    ['over the weekend', '2026-03-06T16:00', 61, '2026-03-09T09:01'],
    ['nothing promised', '2026-03-03T10:00', 0, '2026-03-03T10:00'],
    ['nothing promised on a closed day', '2026-03-07T10:00', 0, '2026-03-09T09:00'],
  ])('%s', (_, from, minutes, expected) => {
    expect(runsOutAt(utc, at(from), minutes)).toBe(at(expected));
  });

  test('never in a calendar that never opens', () => {
    expect(runsOutAt(hoursOf('UTC', []), at('2026-03-03T00:00'), 1)).toBeNull();
  });
});

test('refuses what is no calendar', () => {
  expect(() => hoursOf('Nowhere/Town', nineToFive)).toThrow(RangeError);
  expect(() => hoursOf('UTC', [{ startMinute: 60, endMinute: 60 }])).toThrow(RangeError);
  expect(() => hoursOf('UTC', [{ startMinute: -1, endMinute: 60 }])).toThrow(RangeError);
});

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Santiago',
];
const interval = fc
  .record({
    startMinute: fc.integer({ min: 0, max: 10_079 }),
    length: fc.integer({ min: 1, max: 3000 }),
  })
  .map(({ startMinute, length }) => ({ startMinute, endMinute: startMinute + length }));
const calendars = fc.record({
  timeZone: fc.constantFrom(...zones),
  intervals: fc.array(interval, { minLength: 1, maxLength: 6 }),
});
// Two years hold every kind of switch, and the day Samoa left out.
const instants = fc
  .oneof(
    fc.integer({ min: at('2011-12-20T00:00') / MINUTE, max: at('2012-01-05T00:00') / MINUTE }),
    fc.integer({ min: at('2026-01-01T00:00') / MINUTE, max: at('2026-12-31T00:00') / MINUTE }),
  )
  .map((minutes) => minutes * MINUTE);

test('equals counting the minutes whose wall clock shows an open one', () => {
  fc.assert(
    fc.property(
      calendars,
      instants,
      fc.integer({ min: 0, max: 5000 }),
      (calendar, from, length) => {
        const open = (instant: number): boolean => {
          const minute = Math.floor(localOfInstant(calendar.timeZone, instant) / MINUTE);
          // Thursday 1970-01-01 is day 4 of a week that begins on Sunday.
          const ofWeek = (((minute + 4 * 1440) % 10_080) + 10_080) % 10_080;
          return calendar.intervals.some(
            ({ startMinute, endMinute }) =>
              (ofWeek >= startMinute && ofWeek < endMinute) || ofWeek + 10_080 < endMinute,
          );
        };
        let counted = 0;
        for (let minute = 0; minute < length; minute += 1) {
          if (open(from + minute * MINUTE)) counted += 1;
        }
        const timeline = hoursOf(calendar.timeZone, calendar.intervals);
        expect(businessMinutes(timeline, from, from + length * MINUTE)).toBe(counted);
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});

test('splitting a span adds up, and the minutes run out where they were counted', () => {
  fc.assert(
    fc.property(
      calendars,
      fc.array(instants, { minLength: 3, maxLength: 3 }),
      (calendar, three) => {
        const [from = 0, middle = 0, until = 0] = three.toSorted((a, b) => a - b);
        const timeline = hoursOf(calendar.timeZone, calendar.intervals);
        const whole = businessMinutes(timeline, from, until);
        const parts =
          businessMinutes(timeline, from, middle) + businessMinutes(timeline, middle, until);
        expect(parts).toBeCloseTo(whole, 6);
        const out = runsOutAt(timeline, from, whole) ?? Number.NaN;
        expect(businessMinutes(timeline, from, out)).toBeCloseTo(whole, 6);
        expect(businessMinutes(timeline, from, out + MINUTE)).toBeGreaterThan(whole);
      },
    ),
    { numRuns: 200, seed: 12 },
  );
});
