/** Languages the screens speak. */
export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/** British English, so that dates read day before month for a product made in Europe. */
const tags: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** A day some days later, or earlier; for text that is known to be a day. */
export const shiftDay = (day: string, days: number): string =>
  new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Days from the one to the other; for texts that are known to be days. */
export const daysApart = (from: string, to: string): number =>
  Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);

/**
 * Cuts off, so that a figure is never shown on the far side of an edge that it has not reached: 69.97 stays 69.9.
 * A billionth is forgiven, as comparisons with an edge forgive it.
 */
export const cutTo = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.floor(value * scale + 1e-9 * scale) / scale;
};

const writersOf = (locale: Locale, timeZone: string) => {
  const tag = tags[locale];
  const numbers = new Map<string, Intl.NumberFormat>();
  const write = (value: number, options: Intl.NumberFormatOptions): string => {
    const key = JSON.stringify(options);
    const known = numbers.get(key) ?? new Intl.NumberFormat(tag, options);
    numbers.set(key, known);
    // A true minus: a hyphen is too short to be seen before a figure.
    return known.format(value).replace('-', '−');
  };
  const longDay = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
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
  const countries = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' });
  const lists = new Intl.ListFormat(tag);

  return {
    locale,
    /** As it stands behind a figure that is typed. */
    percentSign: locale === 'de' ? '\u202f%' : '%',
    list: (names: readonly string[]) => lists.format(names),
    integer: (value: number) => write(value, { maximumFractionDigits: 0 }),
    decimal: (value: number, digits = 2) => write(value, { maximumFractionDigits: digits }),
    fixed: (value: number, digits: number) =>
      write(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    /** With its sign; a true minus, and no sign on nought. */
    signed: (value: number, digits = 0) =>
      write(value, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: 'exceptZero',
      }),
    /** In German with a narrow space before the sign. */
    percent: (share: number, digits = 1) =>
      write(share, { style: 'percent', maximumFractionDigits: digits }).replace('\u00a0', '\u202f'),
    /** A health or score: to the tenth wherever it stands, and cut off there. */
    score: (value: number) =>
      write(cutTo(value, 1), { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    /** Whole units from a thousand on, and where there are no cents: they would only hide the figure. */
    amount: (value: number, currency: string) =>
      write(value, {
        style: 'currency',
        currency,
        ...(Math.abs(value) >= 1000
          ? { maximumFractionDigits: 0 }
          : { trailingZeroDisplay: 'stripIfInteger' }),
      }),
    exactAmount: (value: number, currency: string) => write(value, { style: 'currency', currency }),
    minutes: (value: number) =>
      write(value, { style: 'unit', unit: 'minute', maximumFractionDigits: 1 }),
    day: (day: string) => longDay.format(noon(day)),
    month: (day: string) => monthAndYear.format(noon(day)),
    instant: (instant: string) => instantFormat.format(new Date(instant)),
    country: (code: string) =>
      /^[A-Za-z]{2}$/.test(code) ? (countries.of(code.toUpperCase()) ?? code) : code,
  };
};
export type Formats = ReturnType<typeof writersOf>;

/** One for each language and zone: to make the browser's formatters costs more than to draw a row. */
const made = new Map<string, Formats>();

/** How numbers, days and amounts are written in one language. Days are `YYYY-MM-DD`, shares 0..1. */
export const formatsOf = (locale: Locale, timeZone: string): Formats => {
  const key = `${locale} ${timeZone}`;
  const formats = made.get(key) ?? writersOf(locale, timeZone);
  made.set(key, formats);
  return formats;
};
