import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { currentVersion } from '../health/versions.ts';
import { kpiOf } from '../kpis/index.ts';
import { furtherPlaces, markFilled, takePlace } from '../kpis/places.ts';
import { SeriesDefinition } from '../kpis/series-kpi.ts';
import { lastProfile, type ScoringModel } from '../scoring/model.ts';
import { attributeFields, readingFields } from '../scoring/rule-fields.ts';
import type { Curve } from '../scoring/scoring.ts';
import { fillPlace } from './further.ts';
import { publishChange } from './publish.ts';
import { rescoreWithActions } from './rescore-with-actions.ts';

export interface CustomKpi extends Omit<SeriesDefinition, 'kind'> {
  id: string;
  curve: Curve;
  weight: number;
}

export type Change = { outcome: 'saved' } | { outcome: 'refused'; message: string };

const idForm = /^[a-z][a-z0-9_]{0,59}$/;
/** What rules call by these names would be hidden by a KPI of the same id. */
const namesInRules = new Set([
  ...attributeFields([]).map(({ name }) => name),
  ...readingFields([]).map(({ name }) => name),
  'custom',
  'kpi',
]);
const refused = (message: string): Change => ({ outcome: 'refused', message });

/** The company's own KPIs under the current settings, in the order in which they were added. */
export async function customKpis(db: Db): Promise<CustomKpi[]> {
  const { model } = await currentVersion(db);
  const places = await furtherPlaces(db);
  return lastProfile(model).kpis.flatMap(({ id, curve, weight, place }) => {
    const definition = places.find((further) => further.place === place)?.definition;
    if (definition?.kind !== 'series') return [];
    const { kind: _kind, ...series } = definition;
    return [{ id, curve, weight, ...series }];
  });
}

/** Adds a KPI over an imported series, computes its readings for every account and day, and publishes it. */
export async function addCustomKpi(db: Db, kpi: CustomKpi, author: string): Promise<Change> {
  const { id, curve, weight, ...series } = kpi;
  if (!idForm.test(id)) {
    return refused(
      `"${id}" is no id of a KPI; use small letters, digits and _, such as seats_used.`,
    );
  }
  if (kpiOf(id) !== undefined) return refused(`"${id}" is a KPI that ships with Hale.`);
  if (namesInRules.has(id)) {
    return refused(`"${id}" means something else in rules; choose another id.`);
  }
  const definition = SeriesDefinition.parse({ kind: 'series', ...series });
  const added = await db.transaction().execute(async (tx): Promise<Change> => {
    const { model } = await currentVersion(tx);
    if (lastProfile(model).kpis.some((known) => known.id === id)) {
      return refused(`There is a KPI "${id}" already; remove it first: hale kpis remove ${id}`);
    }
    const place = await takePlace(tx, id, definition);
    if (!place.isFilled) {
      const { rows } = await sql<{ id: number }>`
        select distinct account_id as id from fact.series where series = ${definition.series}`.execute(
        tx,
      );
      await fillPlace(
        tx,
        place,
        rows.map((row) => row.id),
      );
      await markFilled(tx, place.place);
    }
    const own = { id, weight, curve, place: place.place, windowDays: null, parameter: null };
    await publishChange(
      tx,
      withKpis((known) => [...known, own]),
      {
        author,
        note: `Add KPI ${id}`,
        effect: null,
      },
    );
    return { outcome: 'saved' };
  });
  if (added.outcome === 'saved') await rescoreWithActions(db);
  return added;
}

/** Takes a custom KPI out of the settings; its readings stay, so that older versions can still be looked at. */
export async function removeCustomKpi(db: Db, id: string, author: string): Promise<Change> {
  if (kpiOf(id) !== undefined) {
    return refused(
      `"${id}" ships with Hale and stays; to leave it out: hale settings set weight.${id} 0`,
    );
  }
  const own = await customKpis(db);
  if (!own.some((kpi) => kpi.id === id)) return refused(`There is no KPI "${id}" of your own.`);
  await publishChange(
    db,
    withKpis((known) => known.filter((kpi) => kpi.id !== id)),
    {
      author,
      note: `Remove KPI ${id}`,
      effect: null,
    },
  );
  await rescoreWithActions(db);
  return { outcome: 'saved' };
}

/** Gives a KPI another weight in every profile, and publishes that. */
export async function setWeight(
  db: Db,
  id: string,
  weight: number,
  author: string,
): Promise<Change> {
  const { model } = await currentVersion(db);
  const known = lastProfile(model).kpis.map((kpi) => kpi.id);
  if (!known.includes(id))
    return refused(`There is no KPI "${id}"; there are ${known.join(', ')}.`);
  const isChanged = await publishChange(
    db,
    withKpis((kpis) => kpis.map((kpi) => (kpi.id === id ? { ...kpi, weight } : kpi))),
    { author, note: `Weight of ${id}: ${weight}`, effect: null },
  );
  if (isChanged) await rescoreWithActions(db);
  return { outcome: 'saved' };
}

type Kpis = ScoringModel['profiles'][number]['kpis'];

const withKpis =
  (change: (kpis: Kpis) => Kpis) =>
  (model: ScoringModel): ScoringModel => ({
    ...model,
    profiles: model.profiles.map((profile) => ({ ...profile, kpis: change(profile.kpis) })),
  });
