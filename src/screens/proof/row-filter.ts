import { Band } from '../app/search-words.ts';

/** Which rows of a backtest are shown: see `proof.rows` of the API. */
export interface RowFilter {
  band?: Band;
  month?: string;
  decile?: number;
  health_from?: number;
  churned?: boolean;
  judged?: boolean;
  scored?: boolean;
  warned?: boolean;
  proposed?: boolean;
  kpi?: string;
  /** Whether there was a reading of the KPI. */
  read?: boolean;
}

/** As an address carries it: `band:at_risk,churned:true`; all rows: `all`. */
export const wordsOfRows = (filter: RowFilter): string =>
  Object.entries(filter)
    .map(([name, value]) => `${name}:${value}`)
    .join(',') || 'all';

const flags = ['churned', 'judged', 'scored', 'warned', 'proposed', 'read'] as const;

/** Back from an address; what it does not know, it passes over. */
export function rowsOfWords(words: string): RowFilter {
  const filter: RowFilter = {};
  for (const word of words.split(',')) {
    const [name, value = ''] = word.split(':');
    const band = Band.find((each) => each === value);
    const number = /^\d{1,3}$/.test(value) ? Number(value) : null;
    if (name === 'band' && band !== undefined) filter.band = band;
    if (name === 'month' && /^\d{4}-\d{2}-\d{2}$/.test(value)) filter.month = value;
    if (name === 'decile' && number !== null && number >= 1 && number <= 10) filter.decile = number;
    if (name === 'health_from' && number !== null && number <= 90 && number % 10 === 0) {
      filter.health_from = number;
    }
    if (name === 'kpi' && /^[\w-]{1,60}$/.test(value)) filter.kpi = value;
    const known = flags.find((each) => each === name);
    if (known !== undefined && (value === 'true' || value === 'false')) {
      filter[known] = value === 'true';
    }
  }
  return filter;
}

type Flag = 'true' | 'false';
const flag = (value: boolean | undefined): Flag | undefined =>
  value === undefined ? undefined : value ? 'true' : 'false';

/** The filter as the API takes it. */
export const queryOfRows = ({
  churned,
  judged,
  scored,
  warned,
  proposed,
  read,
  ...rest
}: RowFilter) => ({
  ...rest,
  churned: flag(churned),
  judged: flag(judged),
  scored: flag(scored),
  warned: flag(warned),
  proposed: flag(proposed),
  read: flag(read),
});
