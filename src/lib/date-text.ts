const MS_PER_DAY = 86_400_000;
const ZERO = 48;
const HYPHEN = 45;

/** First and last day PostgreSQL and ISO 8601 write with four digits, as days since 1970-01-01. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

/** The number that two decimal digits at `at` make; NaN where they are none. */
export function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 of the `YYYY-MM-DD` that `text` begins with; NaN where it is no calendar day. */
export function epochDayAtStart(text: string): number {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN;
  // Days from the civil calendar, with the year beginning in March so that the leap day comes last.
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - 719_468;
}

/** `YYYY-MM-DD` of a day since 1970-01-01; null outside the years 0001 to 9999. */
export const dateText = (epochDay: number): string | null =>
  epochDay >= FIRST_DAY && epochDay <= LAST_DAY
    ? new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10)
    : null;

/** The text itself where it is a calendar day `YYYY-MM-DD` and nothing else (definitions.md 10, Import); else null. */
export const readDate = (text: string): string | null =>
  text.length === 10 && !Number.isNaN(epochDayAtStart(text)) ? text : null;
