import { z } from 'zod';

/** A calendar day, `YYYY-MM-DD`; never an instant. */
export const Day = z.iso.date().brand<'Day'>();
export type Day = z.infer<typeof Day>;

const MS_PER_DAY = 86_400_000;

/** Throws when the text is no calendar day. */
export const parseDay = (text: string): Day => Day.parse(text);

const epochDay = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;

const fromEpochDay = (number: number): Day =>
  new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as Day;

export const addDays = (day: Day, days: number): Day => fromEpochDay(epochDay(day) + days);

/** Whole days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number => epochDay(to) - epochDay(from);

/** The calendar day of an instant in an IANA time zone. */
export const dayOf = (instant: Date, timeZone: string): Day =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant) as Day;
