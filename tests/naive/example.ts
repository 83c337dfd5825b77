import type { Reading } from './as-of.ts';
import type { FileName, Settings } from './columns.ts';
import type { Day } from './days.ts';
import { factsOf } from './parse.ts';
import { type NaiveKpiId, naiveReadings } from './readings.ts';

export type Example = Partial<Record<FileName, readonly Record<string, string>[]>>;

export const settings: Settings = {
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  defaultHourlyCost: 60,
  minutesPerReply: 10,
};

/** Facts of a few hand-written rows: cells by column name, as in the files. The account `a` is always there. */
export const exampleFacts = (example: Example, timeZone = settings.timeZone) =>
  factsOf(
    Object.entries({ accounts: [{ account_id: 'a', name: 'A' }], ...example }).map(
      ([fact, rows]) => {
        const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
        return {
          fact: fact as FileName,
          columns,
          cells: rows.map((row) => columns.map((column) => row[column] ?? '')),
        };
      },
    ),
    timeZone,
  );

/** The reading of one KPI of account `a` as of a day, with its n. */
export function read(kpi: NaiveKpiId, example: Example, day: Day): Pick<Reading, 'reading' | 'n'> {
  const [account] = naiveReadings(exampleFacts(example), settings, day, [kpi]).filter(
    ({ account_id }) => account_id === 'a',
  );
  const found = account?.kpis[kpi];
  if (found === undefined) throw new Error('account a has no reading');
  return { reading: found.reading, n: found.n };
}
