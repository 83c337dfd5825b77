import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { kpis } from './index.ts';
import { SeriesDefinition } from './series-kpi.ts';

/** A shipped KPI over another window than its own. */
const WindowDefinition = z.object({
  kind: z.literal('window'),
  windowDays: z.int().min(1).max(1095),
});

export const PlaceDefinition = z.discriminatedUnion('kind', [SeriesDefinition, WindowDefinition]);
export type PlaceDefinition = z.infer<typeof PlaceDefinition>;

/** A place beyond the shipped KPIs: its number never means another KPI, window or series (decision 0008). */
export interface FurtherPlace {
  place: number;
  kpi: string;
  definition: PlaceDefinition;
}

/** Smaller places are those of the shipped KPIs, stored as arrays. */
export const firstFurtherPlace = 100;

/** Every further place there ever was, in order. */
export async function furtherPlaces(db: Db): Promise<FurtherPlace[]> {
  const { rows } = await sql<{ place: number; kpi: string; definition: unknown }>`
    select place, kpi, definition from reading.place order by place`.execute(db);
  return rows.map((row) => ({ ...row, definition: PlaceDefinition.parse(row.definition) }));
}

/** The place of exactly this KPI and definition, and whether it is new and has no readings yet. */
export async function takePlace(
  db: Db,
  kpi: string,
  definition: PlaceDefinition,
): Promise<{ place: FurtherPlace; isNew: boolean }> {
  await sql`lock table reading.place in exclusive mode`.execute(db);
  const text = JSON.stringify(definition);
  const { rows: known } = await sql<{ place: number }>`
    select place from reading.place where kpi = ${kpi} and definition = ${text}::jsonb`.execute(db);
  const { rows: made } =
    known.length > 0
      ? { rows: [] }
      : await sql<{ place: number }>`
          insert into reading.place (kpi, definition) values (${kpi}, ${text}::jsonb) returning place`.execute(
          db,
        );
  const place = (known[0] ?? made[0])?.place;
  if (place === undefined) throw new Error(`the place of ${kpi} was not stored`);
  return { place: { place, kpi, definition }, isNew: known.length === 0 };
}

/** Where the shipped KPI over its own window stands; -1 where there is no such KPI. */
export const shippedPlaceOf = (id: string): number => kpis.findIndex((kpi) => kpi.id === id);
