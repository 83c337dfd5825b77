import { addDays, type Day, parseDay } from '../../lib/day.ts';
import { type Company, companies } from './companies.ts';
import type { Told } from './told.ts';

const euro = 'EUR';
const renewedShareOfYear = 0.9;
const wonShareOfQuarter = 0.01;

/** What each CSM is to renew in a year and to win in a quarter; for the largest customer the year's share is set by hand. */
export function* tellTargets(today: Day): Generator<Told> {
  const year = Number(today.slice(0, 4));
  for (const [csm_email, own] of Map.groupBy(companies, ({ csmEmail }) => csmEmail)) {
    const yearly = 12 * own.reduce((sum, { mrr }) => sum + mrr, 0);
    const largest = own.toSorted((one, other) => other.mrr - one.mrr)[0];
    const target = (kind: string, period: string, value: number, company?: Company): Told => ({
      fact: 'targets',
      row: {
        csm_email,
        kind,
        period,
        value: Math.round(value / 100) * 100,
        currency: euro,
        account_id: company?.id,
      },
    });
    for (const period of [String(year - 1), String(year)]) {
      yield target('renewal', period, yearly * renewedShareOfYear);
      if (largest !== undefined) yield target('renewal', period, 12 * largest.mrr, largest);
    }
    for (const period of quartersUntil(today)) {
      yield target('expansion', period, yearly * wonShareOfQuarter);
    }
  }
}

/** The quarter of the day and the five before it. */
function quartersUntil(today: Day): string[] {
  const middleOfMonth = parseDay(`${today.slice(0, 7)}-15`);
  const quarterOf = (day: Day) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return [5, 4, 3, 2, 1, 0].map((back) => quarterOf(addDays(middleOfMonth, -91 * back)));
}
