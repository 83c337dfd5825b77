import { DAYS, FIRST_DAY } from '../sizes.ts';

const SECONDS_PER_DAY = 86_400;
const FIRST_SECOND = Date.parse(`${FIRST_DAY}T00:00:00Z`) / 1000;
/** Days before the first one that can be written (contracts and customers older than the data). */
const EARLIER_DAYS = 1_500;
const LATER_DAYS = 1_500;

/** Seconds from the first instant of the data to its end; nothing happens at or after it. */
export const END_SECOND = DAYS * SECONDS_PER_DAY;

const dayTexts = Array.from({ length: EARLIER_DAYS + LATER_DAYS }, (_, index) =>
  new Date((FIRST_SECOND + (index - EARLIER_DAYS) * SECONDS_PER_DAY) * 1000)
    .toISOString()
    .slice(0, 10),
);
const clockTexts = Array.from({ length: SECONDS_PER_DAY }, (_, second) =>
  new Date(second * 1000).toISOString().slice(10, 19).concat('Z'),
);

export const dayOf = (second: number): number => Math.floor(second / SECONDS_PER_DAY);

/** `YYYY-MM-DD` of a day counted from the first one (may be negative). */
export const dayText = (day: number): string => dayTexts[day + EARLIER_DAYS] ?? '';

/** ISO 8601 with `Z` of a whole second counted from the first instant. */
export const instantText = (second: number): string => {
  const day = dayOf(second);
  return dayText(day) + (clockTexts[second - day * SECONDS_PER_DAY] ?? '');
};
