import { type Day, daysFrom, daysThrough, plusDays } from '../naive/days.ts';
import { zoneOf } from '../naive/zone.ts';
import type { Random } from './random.ts';

/** Distances in days at which windows open and close (definitions.md 4), each with its neighbours. */
const EDGE_GAPS = [1, 13, 14, 15, 29, 30, 31, 59, 60, 61, 89, 90, 91, 179, 180, 181];
const CLOCKS = ['00:00:00', '00:00:01', '00:30:00', '02:00:00', '02:30:00', '22:59:59', '23:30:00'];

/** Draws days, and instants that lie awkwardly in the company's day, and writes them in every allowed form. */
export interface Calendar {
  from: Day;
  to: Day;
  /** A day of the span; a day on which the clock is changed more often than fair. */
  day: () => Day;
  /** A later day, often at the distance of a window. */
  dayAfter: (day: Day) => Day;
  /** An instant of that day, often at its very beginning or end. */
  instantOn: (day: Day) => number;
  instant: () => number;
  /** An instant not before the given one: the same, moments later, or days later. */
  instantAfter: (instant: number) => number;
  dayOf: (instant: number) => Day;
  /** The instant as text: in UTC, with offset, local, or as a plain date. */
  text: (instant: number) => string;
}

export function calendarOf(random: Random, timeZone: string, from: Day, to: Day): Calendar {
  const zone = zoneOf(timeZone);
  const startOf = (day: Day) => zone.instantOf(Date.parse(`${day}T00:00:00Z`));
  const clockChanges = daysThrough(from, to).filter(
    (day) => startOf(plusDays(day, 1)) - startOf(day) !== 86_400_000,
  );
  const span = daysFrom(from, to);

  const day = () =>
    clockChanges.length > 0 && random.chance(0.04)
      ? random.pick(clockChanges)
      : plusDays(from, random.between(0, span));

  const dayAfter = (earlier: Day) =>
    plusDays(earlier, random.chance(0.5) ? random.pick(EDGE_GAPS) : random.between(0, 120));

  const instantOn = (chosen: Day) => {
    if (random.chance(0.15)) return startOf(plusDays(chosen, 1)) - 1;
    const clock = random.chance(0.5)
      ? random.pick(CLOCKS)
      : new Date(random.between(0, 86_399) * 1000).toISOString().slice(11, 19);
    return zone.instantOf(Date.parse(`${chosen}T${clock}Z`));
  };

  const instantAfter = (instant: number) => {
    if (random.chance(0.1)) return instant;
    if (random.chance(0.3)) return instant + random.pick([1, 1000, 60_000]);
    if (random.chance(0.5)) return instant + random.between(1, 600) * 60_000;
    const later = instantOn(plusDays(zone.dayOf(instant), random.between(1, 6)));
    return Math.max(instant, later);
  };

  const text = (instant: number) => {
    const utc = new Date(instant).toISOString();
    const micros = utc.replace('Z', '000Z');
    const withoutZeros = utc.replace('.000Z', 'Z');
    const wallClock = instant + zone.offsetAt(instant);
    const local = new Date(wallClock).toISOString().replace('.000Z', '').replace('Z', '');
    const minutes = zone.offsetAt(instant) / 60_000;
    const clock = new Date(Math.abs(minutes) * 60_000).toISOString().slice(11, 16);
    const offset = `${minutes < 0 ? '-' : '+'}${clock}`;
    const forms = [
      utc,
      micros,
      withoutZeros,
      `${local}${offset}`,
      `${local}${offset.replace(':', '')}`,
    ];
    if (zone.instantOf(wallClock) === instant) {
      forms.push(local, local.replace('T', ' '));
      if (local.endsWith(':00')) forms.push(local.slice(0, -3));
      if (local.endsWith('T00:00:00')) forms.push(local.slice(0, 10));
    }
    return random.pick(forms);
  };

  return {
    from,
    to,
    day,
    dayAfter,
    instantOn,
    instant: () => instantOn(day()),
    instantAfter,
    dayOf: zone.dayOf,
    text,
  };
}
