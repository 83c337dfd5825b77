import type { Day } from './days.ts';

const HOUR = 3_600_000;
const QUARTER = 900_000;

/** A company's time zone: instants are epoch milliseconds (definitions.md 10, time and rows). */
export interface Zone {
  /** The calendar date an instant belongs to. */
  dayOf: (instant: number) => Day;
  /** Local wall clock minus UTC at an instant, in milliseconds. */
  offsetAt: (instant: number) => number;
  /**
   * The instant of a wall clock reading, given as if it were UTC. A reading that occurs twice means the first; one that
   * does not exist is read with the offset valid before the switch.
   */
  instantOf: (wallClock: number) => number;
}

const zones = new Map<string, Zone>();

export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const zone = makeZone(timeZone);
  zones.set(timeZone, zone);
  return zone;
}

function makeZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const wholeSecondWallClock = (instant: number): number => {
    const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(part.get(type));
    return Date.UTC(
      number('year'),
      number('month') - 1,
      number('day'),
      number('hour'),
      number('minute'),
      number('second'),
    );
  };
  // Offsets change only at full quarters of an hour, so one answer holds for the whole quarter.
  const offsetOfQuarter = new Map<number, number>();
  const offsetAt = (instant: number): number => {
    const quarter = Math.floor(instant / QUARTER);
    const known = offsetOfQuarter.get(quarter);
    if (known !== undefined) return known;
    const offset = wholeSecondWallClock(quarter * QUARTER) - quarter * QUARTER;
    offsetOfQuarter.set(quarter, offset);
    return offset;
  };
  const dayOfQuarter = new Map<number, Day>();
  const dayOf = (instant: number): Day => {
    const quarter = Math.floor(instant / QUARTER);
    const known = dayOfQuarter.get(quarter);
    if (known !== undefined) return known;
    const day = new Date(quarter * QUARTER + offsetAt(instant)).toISOString().slice(0, 10);
    dayOfQuarter.set(quarter, day);
    return day;
  };
  const instantOf = (wallClock: number): number => {
    const before = offsetAt(wallClock - 24 * HOUR);
    const after = offsetAt(wallClock + 24 * HOUR);
    const fitting = [wallClock - before, wallClock - after].filter(
      (instant) => instant + offsetAt(instant) === wallClock,
    );
    return fitting.length > 0 ? Math.min(...fitting) : wallClock - before;
  };
  return { dayOf, offsetAt, instantOf };
}
