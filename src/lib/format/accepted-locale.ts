import { type Locale, locales } from './format.ts';

/** The language of ours that an Accept-Language header (RFC 9110, 12.5.4) prefers; English where it names none. */
export function acceptedLocale(header: string | undefined): Locale {
  let best: Locale = 'en';
  let weight = 0;
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';');
    const language = range.trim().slice(0, 2).toLowerCase();
    const locale = locales.find((one) => one === language);
    const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
    const own = quality === undefined ? 1 : Number(quality);
    if (locale === undefined || !(own > weight)) continue;
    best = locale;
    weight = own;
  }
  return best;
}
