import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { SeriesDefinition } from './series-kpi.ts';

/** A shipped KPI over another window than its own, or under another parameter; what is as it ships is left out. */
const WindowDefinition = z.object({
  kind: z.literal('window'),
  windowDays: z.int().min(1).max(1095).optional(),
  parameter: z.union([z.string(), z.number()]).optional(),
});
export type WindowDefinition = z.infer<typeof WindowDefinition>;

export const PlaceDefinition = z.discriminatedUnion('kind', [SeriesDefinition, WindowDefinition]);
export type PlaceDefinition = z.infer<typeof PlaceDefinition>;

/** A place beyond the shipped KPIs: its number never means another KPI, window or series (decision 0008). */
export interface FurtherPlace {
  place: number;
  kpi: string;
  definition: PlaceDefinition;
  /** Readings of every account are there. */
  isFilled: boolean;
  /** Facts that come make its readings, also while those of other accounts are still to be made. */
  isKept: boolean;
}

/** Smaller places are those of the shipped KPIs, stored as arrays. */
export const firstFurtherPlace = 100;

interface StoredPlace extends Omit<FurtherPlace, 'definition'> {
  definition: unknown;
}

export const furtherPlacesQuery = (): RawBuilder<StoredPlace> => sql<StoredPlace>`
  select place, kpi, definition, filled_at is not null as "isFilled", kept_since is not null as "isKept"
  from reading.place order by place`;

export const toFurtherPlaces = (rows: readonly StoredPlace[]): FurtherPlace[] =>
  rows.map((row) => ({ ...row, definition: PlaceDefinition.parse(row.definition) }));

/** Every further place there ever was, in order. */
export async function furtherPlaces(db: Db): Promise<FurtherPlace[]> {
  return toFurtherPlaces((await furtherPlacesQuery().execute(db)).rows);
}

/** The place of exactly this KPI and definition, a new one where there is none. */
export async function takePlace(
  db: Db,
  kpi: string,
  definition: PlaceDefinition,
): Promise<FurtherPlace> {
  const text = JSON.stringify(definition);
  await sql`
    insert into reading.place (kpi, definition) values (${kpi}, ${text}::jsonb) on conflict do nothing`.execute(
    db,
  );
  const known = (await furtherPlaces(db)).find(
    (further) => further.kpi === kpi && isSame(further.definition, definition),
  );
  if (known === undefined) throw new Error(`the place of ${kpi} was not stored`);
  return known;
}

const isSame = (one: PlaceDefinition, other: PlaceDefinition): boolean =>
  JSON.stringify(PlaceDefinition.parse(one)) === JSON.stringify(PlaceDefinition.parse(other));

export async function markKept(db: Db, place: number): Promise<void> {
  await sql`update reading.place set kept_since = coalesce(kept_since, now()) where place = ${place}`.execute(
    db,
  );
}

/** Call it when every account is done: what fails in the middle is to be filled again. */
export async function markFilled(db: Db, place: number): Promise<void> {
  await sql`
    update reading.place set filled_at = now(), kept_since = coalesce(kept_since, now()) where place = ${place}`.execute(
    db,
  );
}
