const ZERO = 48;
const POINT = 46;
const PLUS = 43;
const HYPHEN = 45;

/** Longer numbers are no measurement of anything, and no double or PostgreSQL numeric has to bear them. */
const MOST_CHARACTERS = 100;

/**
 * The decimal a text holds, in PostgreSQL's form: digits, at most one point, perhaps a sign; no thousands separator,
 * exponent or unit (definitions.md 10, Import). Null where the text is none. No digit is lost.
 */
export function readDecimal(text: string): string | null {
  if (text.length > MOST_CHARACTERS) return null;
  const sign = text.charCodeAt(0);
  const start = sign === PLUS || sign === HYPHEN ? 1 : 0;
  let point = -1;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && point < 0) point = at;
    else if (code < ZERO || code > ZERO + 9) return null;
  }
  const digits = text.length - start - (point < 0 ? 0 : 1);
  if (digits === 0) return null;
  if (sign !== PLUS && point !== start && point !== text.length - 1) return text;
  const whole = point < 0 ? text.slice(start) : text.slice(start, point) || '0';
  const fraction = point < 0 ? '' : text.slice(point + 1);
  return `${sign === HYPHEN ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A decimal without a fraction other than zeros (`3`, `3.0`), as an integer; null where the text is none. */
export function readInteger(text: string): string | null {
  const decimal = readDecimal(text);
  if (decimal === null) return null;
  const point = decimal.indexOf('.');
  if (point < 0) return decimal;
  for (let at = point + 1; at < decimal.length; at += 1) {
    if (decimal.charCodeAt(at) !== ZERO) return null;
  }
  return decimal.slice(0, point);
}
