import { sql } from 'kysely';
import { type Db, keptPrepared } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { type ReadingColumns, shippedPlaces } from './reading-columns.ts';

const valueBytes = 8;

const bytesPerAccount = (days: readonly Day[]): number =>
  (days.length - 1) * shippedPlaces.length * valueBytes;

/**
 * Keeps the shipped readings that accounts were scored from, of all days of the columns but the last one, beside
 * `health.current`: by account a float8 per day and place, NaN without a reading. The columns hold every shipped place.
 */
export async function keepScoredPast(db: Db, columns: ReadingColumns): Promise<void> {
  const { accountIds, days } = columns;
  const size = bytesPerAccount(days);
  const bytes = Buffer.alloc(accountIds.length * size);
  for (let day = 0; day < days.length - 1; day += 1) {
    for (const place of shippedPlaces) {
      const column = columns.column(day, place);
      let at = (day * shippedPlaces.length + place) * valueBytes;
      for (let account = 0; account < accountIds.length; account += 1) {
        bytes.writeDoubleBE(column[account] ?? Number.NaN, at);
        at += size;
      }
    }
  }
  await sql`${accountIds.length === 1 ? keptPrepared : sql``}
    insert into health.scored_past (account_id, day, readings)
    select id, ${days.at(-1)}::date, substring(${bytes}::bytea from ((number - 1) * ${size} + 1)::int for ${size}::int)
    from unnest(${[...accountIds]}::int[]) with ordinality account (id, number)
    on conflict (account_id) do update set day = excluded.day, readings = excluded.readings`.execute(
    db,
  );
}

/** Accounts whose health stands on the last of the days, and whose readings of the others were kept with it. */
export async function withScoredPast(db: Db, days: readonly Day[]): Promise<Set<number>> {
  const day = days.at(-1);
  const { rows } = await sql<{ account_id: number }>`
    select account_id from health.scored_past past join health.current using (account_id)
    where past.day = ${day}::date and current.day = ${day}::date
      and octet_length(past.readings) = ${bytesPerAccount(days)}`.execute(db);
  return new Set(rows.map(({ account_id }) => account_id));
}
