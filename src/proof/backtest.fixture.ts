import { addDays, type Day, daysBetween, parseDay } from '../lib/day.ts';
import { ever, never, type ProofData } from './proof.ts';
import { drawsBelow } from './statistics/chance.ts';

export const numberOf = (day: string): number => daysBetween(parseDay('1970-01-01'), parseDay(day));

/** So many month-ends from January 2024 on. */
export const monthEndsFrom2024 = (count: number): Day[] =>
  Array.from({ length: count }, (_, month) =>
    parseDay(new Date(Date.UTC(2024, month + 1, 0)).toISOString().slice(0, 10)),
  );

export interface ExampleAccount {
  existsFrom?: string;
  churnsOn?: string;
  fold?: number;
}

/** Data with one KPI `logins`, whose reading, score and health are one number 0..100 by month-end and account. */
export function exampleData(
  accounts: readonly ExampleAccount[],
  options: {
    monthEnds: readonly Day[];
    horizonDays?: number;
    /** NaN: none. */
    health(month: number, account: number): number;
  },
): ProofData {
  const { monthEnds, horizonDays = 90 } = options;
  const health = monthEnds.map((_, month) =>
    Float64Array.from(accounts, (_account, at) => options.health(month, at)),
  );
  return {
    horizonDays,
    monthEnds,
    accountIds: accounts.map((_, at) => `a${at}`),
    existsFrom: Int32Array.from(accounts, ({ existsFrom }) =>
      existsFrom ? numberOf(existsFrom) : ever,
    ),
    churnDay: Int32Array.from(accounts, ({ churnsOn }) => (churnsOn ? numberOf(churnsOn) : never)),
    folds: Uint8Array.from(accounts, ({ fold = 0 }) => fold),
    kpis: [{ id: 'logins', better: 'up', readings: health, scores: health }],
    health,
    bands: health.map((values) =>
      Uint8Array.from(values, (value) =>
        Number.isNaN(value) ? 3 : value >= 70 ? 0 : value >= 40 ? 1 : 2,
      ),
    ),
  };
}

/**
 * Accounts of which about a twentieth leaves each month; those that will leave within the horizon have a health that is
 * lower by `signal` of a spread of 100.
 */
export function drawnData(options: {
  accounts: number;
  months: number;
  signal: number;
  seed: number;
}): ProofData {
  const { accounts, months, signal, seed } = options;
  const draw = drawsBelow(1_000_000, seed);
  const monthEnds = monthEndsFrom2024(months);
  const [first = parseDay('2024-01-31')] = monthEnds;
  const churnsIn = Array.from({ length: accounts }, () =>
    Math.floor((-Math.log(1 - draw() / 1_000_000) / 0.05) * 30),
  );
  return exampleData(
    churnsIn.map((days, at) => ({ churnsOn: addDays(first, days), fold: at % 5 })),
    {
      monthEnds,
      health: (month, account) => {
        const left = addDays(first, churnsIn[account] ?? 0);
        const ahead = daysBetween(monthEnds[month] ?? first, left);
        const lower = ahead > 0 && ahead <= 90 ? signal : 0;
        return draw() / 10_000 - lower;
      },
    },
  );
}
