import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { type FurtherPlace, furtherPlaces } from '../kpis/places.ts';
import { seriesReadings } from '../rollups/series.ts';

/** The facts a place rests on. */
const factsOf = ({ definition }: FurtherPlace): readonly string[] =>
  definition.kind === 'series' ? ['series'] : [];

/** Brings the readings of every further place that rests on one of `facts` to what the facts of these accounts say. */
export async function refillFurther(
  db: Db,
  accountIds: readonly number[],
  facts: ReadonlySet<string>,
): Promise<void> {
  if (accountIds.length === 0) return;
  for (const place of await furtherPlaces(db)) {
    if (factsOf(place).some((fact) => facts.has(fact))) await fillPlace(db, place, accountIds);
  }
}

/** Replaces the readings of one place for these accounts; withdrawn ones end with none. */
export async function fillPlace(
  db: Db,
  { place, definition }: FurtherPlace,
  accountIds: readonly number[],
): Promise<void> {
  if (definition.kind !== 'series') return;
  await sql`
    delete from reading.further where place = ${place} and account_id = any(${accountIds}::int[])`.execute(
    db,
  );
  await sql`
    insert into reading.further (account_id, place, day, value, n)
    select account_id, ${place}, day, value, n
    from (${seriesReadings({ ...definition, accountIds })}) fresh
    join account.account on account.id = fresh.account_id and not account.withdrawn`.execute(db);
}
