import { DAYS, type Size } from '../sizes.ts';
import type { AccountBook } from './accounts.ts';
import { type CsvFile, createCsvFile } from './csv-file.ts';
import { dayOf, END_SECOND, instantText } from './instant.ts';
import { createRandom } from './random.ts';

const FEATURES = [
  'dashboard',
  'search',
  'export',
  'alerts',
  'reports',
  'api',
  'automation',
  'sharing',
  'mobile',
  'billing',
  'import',
  'admin',
] as const;

/** Writes usage_events.csv: sessions of a few events, in the order of time, busier users more often. */
export function writeUsage(folder: string, book: AccountBook, size: Size): CsvFile[] {
  const random = createRandom(21);
  const events = createCsvFile(
    folder,
    'usage_events.csv',
    ['account_id', 'user_id', 'at', 'feature', 'count'],
    { reference: 0, time: 2, number: 4 },
  );
  let written = 0;
  while (written < size.usageEvents) {
    const sessionStart = Math.floor((written / size.usageEvents) * END_SECOND);
    const account = book.pick(random, Math.min(DAYS - 1, dayOf(sessionStart)));
    const user = `${account.id}-u${1 + Math.floor(random.next() ** 2 * account.users)}`;
    const length = 1 + random.below(8);
    let second = sessionStart;
    for (let step = 0; step < length && written < size.usageEvents; step += 1) {
      second += 1 + random.below(240);
      if (second >= END_SECOND) second = END_SECOND - 1 - random.below(3600);
      const feature = FEATURES[Math.floor(random.next() ** 2 * FEATURES.length)];
      const draw = random.next();
      const count = draw < 0.9 ? '' : draw < 0.998 ? '3' : '0';
      events.write(`${account.id},${user},${instantText(second)},${feature},${count}`);
      written += 1;
    }
  }
  return [events];
}
