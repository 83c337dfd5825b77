import { type RawBuilder, sql } from 'kysely';

interface WindowRequest {
  asOf: string;
  timeZone: string;
  windowDays: number;
}

/** Trailing days asOf − windowDays + 1 … asOf as instants of the company's zone (definitions.md 4, window). */
export function windowRange({ asOf, timeZone, windowDays }: WindowRequest) {
  const until = sql`((${asOf}::date + 1)::timestamp at time zone ${timeZone})`;
  const from = sql`((${asOf}::date + 1 - ${windowDays}::int)::timestamp at time zone ${timeZone})`;
  return {
    from,
    /** The first instant after the window. */
    until,
    isInWindow: (column: string): RawBuilder<boolean> =>
      sql`(${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${until})`,
  };
}

/** The calendar day of an instant in the company's time zone. */
export const dayIn = (timeZone: string, column: string): RawBuilder<string> =>
  sql`(${sql.ref(column)} at time zone ${timeZone})::date`;
