import type { Random } from './random.ts';

/** One in a thousand rows is followed by a bad one, so that checking and quarantine do real work. */
const FAULT_RATE = 0.001;

/** Which columns (by position) a fault may touch; every fault is a row on top of the good ones. */
export interface FaultColumns {
  /** Points to an account or ticket. */
  reference: number;
  /** A time or a date. */
  time: number;
  /** A number. */
  number?: number;
  /** A column outside the key that no reading rests on: another value makes a different row with the same key. */
  outsideKey?: number;
}

/** The fault to write after a good row, or null, which is nearly always. */
export function faultAfter(row: string, columns: FaultColumns, random: Random): string | null {
  if (!random.chance(FAULT_RATE) || row.includes('"')) return null;
  const cells = row.split(',');
  switch (random.below(7)) {
    case 0:
      return row;
    case 1:
      cells[columns.reference] = `gone-${random.below(1000)}`;
      break;
    case 2:
      cells[columns.time] = '2025-13-45T00:00:00Z';
      break;
    case 3:
      cells[columns.reference] = '';
      break;
    case 4:
      cells.push('surplus');
      break;
    case 5:
      if (columns.number === undefined) return row;
      cells[columns.number] = 'twelve';
      break;
    default:
      if (columns.outsideKey === undefined) return row;
      cells[columns.outsideKey] = cells[columns.outsideKey] === '7' ? '8' : '7';
  }
  return cells.join(',');
}
