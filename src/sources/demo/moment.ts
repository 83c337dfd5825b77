import { type Day, daysBetween, parseDay } from '../../lib/day.ts';

/** Minutes of the company's wall clock since 1970-01-01 00:00; written without an offset, so no zone is needed here. */
export type Moment = number;

const minutesPerDay = 1440;
export const daysPerMonth = 30.44;

export const epochDay = (day: Day): number => daysBetween(parseDay('1970-01-01'), day);

export const momentText = (moment: Moment): string =>
  new Date(Math.floor(moment) * 60_000).toISOString().slice(0, 16);

export const dayText = (day: number): string =>
  new Date(day * 86_400_000).toISOString().slice(0, 10);

const dayOfMoment = (moment: Moment): number => Math.floor(moment / minutesPerDay);

export const momentOf = (day: number, minute: number): Moment => day * minutesPerDay + minute;

// 1970-01-01 was a Thursday.
const weekday = (day: number): number => (day + 4) % 7;

/** The day itself, or the Friday before a weekend: nothing is pushed beyond today. */
export const workday = (day: number): number => {
  const behindFriday = [2, 0, 0, 0, 0, 0, 1][weekday(day)] ?? 0;
  return day - behindFriday;
};

export const isOfficeTime = (moment: Moment): boolean => {
  const hour = (moment % minutesPerDay) / 60;
  return weekday(dayOfMoment(moment)) % 6 !== 0 && hour >= 7 && hour < 19;
};

/** First day of the month that lies `months` before the month of `day`. */
export function monthStart(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1) / 86_400_000;
}
