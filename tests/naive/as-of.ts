import type { Settings } from './columns.ts';
import { type Day, plusDays } from './days.ts';
import type { AccountFacts, Portfolio } from './portfolio.ts';
import { zoneOf } from './zone.ts';

/** The end of one day, and the questions every definition asks about it (definitions.md 10, time and rows). */
export interface AsOf {
  day: Day;
  settings: Settings;
  portfolio: Portfolio;
  dayOf: (instant: number) => Day;
  /** The instant exists and its date is at most the day. */
  happened: (instant: number | null) => instant is number;
  /** The date lies in the trailing window of so many days that ends with the day. */
  dayInWindow: (day: Day, windowDays: number) => boolean;
  /** The instant's date lies in that window. */
  inWindow: (instant: number | null, windowDays: number) => instant is number;
}

/** A reading with the number of rows it rests on; `parts` are sub-counts for comparing by eye. */
export interface Reading {
  reading: number | null;
  n: number;
  parts?: Record<string, number | null>;
}

/** One KPI as of one day for one account, from scratch. */
export type NaiveKpi = (account: AccountFacts, asOf: AsOf) => Reading;

export function asOfDay(portfolio: Portfolio, settings: Settings, day: Day): AsOf {
  const { dayOf } = zoneOf(settings.timeZone);
  const dayInWindow = (candidate: Day, windowDays: number) =>
    plusDays(day, 1 - windowDays) <= candidate && candidate <= day;
  return {
    day,
    settings,
    portfolio,
    dayOf,
    happened: (instant): instant is number => instant !== null && dayOf(instant) <= day,
    dayInWindow,
    inWindow: (instant, windowDays): instant is number =>
      instant !== null && dayInWindow(dayOf(instant), windowDays),
  };
}
