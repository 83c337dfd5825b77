import { instantReader } from '../../lib/instant-text.ts';

const readInstant = instantReader('UTC');
const DAY_MONTH_YEAR = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))?$/;

/**
 * A time of the log, `day/month/year hour:minute[:second]` in UTC, as an interchange time. Any other text is given back
 * as it is, for the import to refuse.
 */
export function utcText(text: string): string {
  const match = DAY_MONTH_YEAR.exec(text);
  if (match === null) return text;
  const [, day = '', month = '', year, hour = '', minute, second = '00'] = match;
  const two = (part: string) => part.padStart(2, '0');
  const time = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}Z`;
  return readInstant(time) === null ? text : time;
}
