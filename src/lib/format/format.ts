/** Languages the screens speak. */
export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/** British English, so that dates read day before month for a product made in Europe. */
const tags: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** A day some days later, or earlier; for text that is known to be a day. */
export const shiftDay = (day: string, days: number): string =>
  new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Cuts off, so that a figure is never shown on the far side of an edge that it has not reached: 69.97 stays 69.9.
 * A billionth is forgiven, as comparisons with an edge forgive it.
 */
export const cutTo = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.floor(value * scale + 1e-9 * scale) / scale;
};

/** How numbers, days and amounts are written in one language. Days are `YYYY-MM-DD`, shares 0..1. */
export const formatsOf = (locale: Locale, timeZone: string) => {
  const tag = tags[locale];
  const numbers = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const known = numbers.get(key) ?? new Intl.NumberFormat(tag, options);
    numbers.set(key, known);
    return known;
  };
  const longDay = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const dayAndMonth = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const monthAndYear = new Intl.DateTimeFormat(tag, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const instantFormat = new Intl.DateTimeFormat(tag, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const countries = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' });

  return {
    locale,
    tag,
    integer: (value: number) => numberFormat({ maximumFractionDigits: 0 }).format(value),
    decimal: (value: number, digits = 2) =>
      numberFormat({ maximumFractionDigits: digits }).format(value),
    fixed: (value: number, digits: number) =>
      numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    /** With its sign; a true minus, and no sign on nought. */
    signed: (value: number, digits = 0) =>
      numberFormat({
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: 'exceptZero',
      })
        .format(value)
        .replace('-', '−'),
    percent: (share: number, digits = 1) =>
      numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(share),
    /** A health or score, cut off at `digits`. */
    score: (value: number, digits = 0) =>
      numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        cutTo(value, digits),
      ),
    /** Whole units from a thousand on, where cents only hide the figure. */
    amount: (value: number, currency: string) =>
      numberFormat({
        style: 'currency',
        currency,
        ...(Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : {}),
      }).format(value),
    exactAmount: (value: number, currency: string) =>
      numberFormat({ style: 'currency', currency }).format(value),
    minutes: (value: number) =>
      numberFormat({ style: 'unit', unit: 'minute', maximumFractionDigits: 1 }).format(value),
    day: (day: string) => longDay.format(noon(day)),
    shortDay: (day: string) => dayAndMonth.format(noon(day)),
    month: (day: string) => monthAndYear.format(noon(day)),
    instant: (instant: string) => instantFormat.format(new Date(instant)),
    list: (words: readonly string[]) => lists.format(words),
    country: (code: string) =>
      /^[A-Za-z]{2}$/.test(code) ? (countries.of(code.toUpperCase()) ?? code) : code,
  };
};
export type Formats = ReturnType<typeof formatsOf>;
