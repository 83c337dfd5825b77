import { dateText, epochDayAtStart, twoDigits } from './date-text.ts';
import { instantOfLocal } from './zone.ts';

const MS_PER_DAY = 86_400_000;
const ZERO = 48;
const [BLANK, PLUS, HYPHEN, POINT, COLON, T, Z] = [32, 43, 45, 46, 58, 84, 90];

/** Thirty years of days: writing a day is the slow part. */
const MOST_DAYS_KEPT = 11_000;

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/**
 * Reads instants as definitions.md 10 (Import) writes them: `YYYY-MM-DD`, or that day with `T` or blank and
 * `hh:mm[:ss[.fraction]]`, then `Z`, `±hh:mm`, `±hhmm` or nothing for the time zone given. The answer is
 * PostgreSQL's text `YYYY-MM-DD hh:mm:ss[.ffffff]+00`, a finer fraction cut off at the microsecond; null where the
 * text is no such time. Throws RangeError for an unknown zone, at the first time that needs it.
 */
export function instantReader(timeZone: string): (text: string) => string | null {
  const days = new Map<number, string | null>();

  const shownDay = (day: number): string | null => {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size >= MOST_DAYS_KEPT) days.clear();
    const text = dateText(day);
    days.set(day, text);
    return text;
  };

  const write = (ms: number, fraction: string): string | null => {
    const day = Math.floor(ms / MS_PER_DAY);
    const shown = shownDay(day);
    if (shown === null) return null;
    const second = Math.floor((ms - day * MS_PER_DAY) / 1000);
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    return `${shown} ${TWO_DIGITS[hour]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}${fraction}+00`;
  };

  return (text) => {
    const day = epochDayAtStart(text);
    if (Number.isNaN(day)) return null;
    if (text.length === 10) return write(instantOfLocal(timeZone, day * MS_PER_DAY), '');

    const between = text.charCodeAt(10);
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    if ((between !== T && between !== BLANK) || text.charCodeAt(13) !== COLON) return null;
    if (!(hour <= 23 && minute <= 59)) return null;

    let at = 16;
    let second = 0;
    let fraction = '';
    if (text.charCodeAt(16) === COLON) {
      second = twoDigits(text, 17);
      if (!(second <= 59)) return null;
      at = 19;
      if (text.charCodeAt(19) === POINT) {
        at = endOfDigits(text, 20);
        if (at === 20) return null;
        fraction = fractionText(text.slice(20, Math.min(at, 26)));
      }
    }

    const clock = day * MS_PER_DAY + (hour * 3600 + minute * 60 + second) * 1000;
    if (at === text.length) return write(instantOfLocal(timeZone, clock), fraction);
    if (text.charCodeAt(at) === Z && at + 1 === text.length) {
      const seconds = at === 16 ? ':00' : text.slice(16, 19);
      return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds}${fraction}+00`;
    }
    const offset = offsetMinutes(text, at);
    return Number.isNaN(offset) ? null : write(clock - offset * 60_000, fraction);
  };
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

/** The fraction with its point and without trailing zeros, as PostgreSQL writes it. */
function fractionText(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return end === 0 ? '' : `.${digits.slice(0, end)}`;
}

/** Minutes east of UTC of the `±hh:mm` or `±hhmm` that ends the text at `at`; NaN where it is none. */
function offsetMinutes(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  const length = text.length - at;
  if (sign !== PLUS && sign !== HYPHEN) return Number.NaN;
  const withColon = length === 6 && text.charCodeAt(at + 3) === COLON;
  if (!withColon && length !== 5) return Number.NaN;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + (withColon ? 4 : 3));
  if (!(hours <= 15 && minutes <= 59)) return Number.NaN;
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes);
}
