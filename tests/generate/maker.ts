import type { Calendar } from './calendar.ts';
import type { Random } from './random.ts';
import type { Tables } from './tables.ts';

/** What every part of the generator draws from and writes to. */
export interface Maker {
  random: Random;
  calendar: Calendar;
  tables: Tables;
  /** The company's currency. */
  currency: string;
  addTimeEntry: (accountId: string, at: number, ticketId: string | null) => void;
}

/** A maker whose time entries sometimes carry their own hourly cost, in a currency with a rate. */
export function makerOf(
  random: Random,
  calendar: Calendar,
  tables: Tables,
  currency: string,
): Maker {
  let entries = 0;
  const addTimeEntry = (accountId: string, at: number, ticketId: string | null) => {
    entries += 1;
    const hourlyCost = random.pick([null, null, '45.50', '80']);
    tables.add('time_entries', {
      entry_id: `time-${entries}`,
      account_id: accountId,
      at: calendar.text(at),
      minutes: random.pick([0, 7.5, 30, 90]),
      ticket_id: ticketId,
      hourly_cost: hourlyCost,
      currency: hourlyCost === null ? null : random.pick([null, currency, 'USD']),
    });
  };
  return { random, calendar, tables, currency, addTimeEntry };
}
