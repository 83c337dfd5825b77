import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { ScoringModel } from '../scoring/model.ts';
import { shippedModel, shippedSettings } from './scoring-settings.ts';

/** A change of settings: who, when, why, and what it was expected to do (definitions.md 5, Versions). */
export interface Version {
  /** 0: as shipped. */
  id: number;
  state: 'draft' | 'published';
  model: ScoringModel;
  author: string;
  note: string;
  /** The effect on the portfolio as it was shown before publishing; null where none was computed. */
  effect: unknown;
  basedOn: number;
  createdAt: Date;
  /** How often the draft was saved after it was made, and when last. */
  revision: number;
  savedAt: Date;
  publishedAt: Date | null;
}

export const shippedVersion: Version = {
  id: 0,
  state: 'published',
  model: shippedModel,
  author: '',
  note: '',
  effect: null,
  basedOn: 0,
  createdAt: new Date(0),
  revision: 0,
  savedAt: new Date(0),
  publishedAt: new Date(0),
};

type Row = Omit<Version, 'model'> & { model: string };

const columns = sql`
  id, state, model::text as model, author, note, effect, based_on as "basedOn",
  created_at as "createdAt", revision, saved_at as "savedAt", published_at as "publishedAt"`;

const toVersion = ({ model, ...row }: Row): Version => ({ ...row, model: parsedModel(model) });

export const currentVersionQuery = (): RawBuilder<Row> => sql<Row>`
  select ${columns} from health.version where state = 'published' order by published_at desc, id desc limit 1`;

/** The version of the rows of {@link currentVersionQuery}. */
export const toCurrentVersion = ([row]: readonly Row[]): Version =>
  row === undefined ? shippedVersion : toVersion(row);

/** The version that scores accounts now. */
export async function currentVersion(db: Db): Promise<Version> {
  return toCurrentVersion((await currentVersionQuery().execute(db)).rows);
}

/** The version in force at the end of a day; before the first published one, the shipped settings. */
export async function versionOn(db: Db, day: Day, timeZone: string): Promise<Version> {
  const { rows } = await sql<Row>`
    select ${columns} from health.version
    where state = 'published' and (published_at at time zone ${timeZone})::date <= ${day}::date
    order by published_at desc, id desc limit 1`.execute(db);
  return rows[0] === undefined ? shippedVersion : toVersion(rows[0]);
}

/** Newest first, drafts before them, the shipped settings last. */
export async function listVersions(db: Db): Promise<Version[]> {
  const { rows } = await sql<Row>`
    select ${columns} from health.version order by state, published_at desc, id desc`.execute(db);
  return [...rows.map(toVersion), shippedVersion];
}

/** Undefined where there is no such version. */
export async function readVersion(db: Db, id: number): Promise<Version | undefined> {
  if (id === 0) return shippedVersion;
  const { rows } = await sql<Row>`select ${columns} from health.version where id = ${id}`.execute(
    db,
  );
  return rows[0] === undefined ? undefined : toVersion(rows[0]);
}

interface Draft {
  model: ScoringModel;
  author: string;
  note: string;
  basedOn: number;
}

export async function createDraft(
  db: Db,
  { model, author, note, basedOn }: Draft,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into health.version (state, model, author, note, based_on)
    values ('draft', ${JSON.stringify(model)}::jsonb, ${author}, ${note}, ${basedOn})
    returning id`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the draft was not stored');
  return id;
}

/**
 * False where there is no such draft any more, because it was published or discarded meanwhile, and where somebody has
 * saved it since the `revision` that the change began with; without one, whatever stands is replaced.
 */
export async function saveDraft(
  db: Db,
  id: number,
  { model, author, note, revision }: Omit<Draft, 'basedOn'> & { revision?: number | undefined },
): Promise<boolean> {
  const { rows } = await sql`
    update health.version set model = ${JSON.stringify(model)}::jsonb, author = ${author}, note = ${note},
      revision = revision + 1, saved_at = clock_timestamp()
    where id = ${id} and state = 'draft' and revision = coalesce(${revision ?? null}::int, revision)
    returning id`.execute(db);
  return rows.length > 0;
}

export async function discardDraft(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from health.version where id = ${id} and state = 'draft' returning id`.execute(db);
  return rows.length > 0;
}

/** What somebody looked at before publishing: how the draft stood, and the version it takes the place of. */
export interface Seen {
  revision?: number | undefined;
  replaces?: number | undefined;
}

/**
 * Turns a draft into the version that scores accounts; see jobs/publish.ts for what has to follow. False where it is no
 * draft any more, or where things stand otherwise than they were seen.
 */
export async function markPublished(
  db: Db,
  id: number,
  { author, note, effect }: { author: string; note: string; effect: unknown },
  { revision, replaces }: Seen = {},
): Promise<boolean> {
  const { rows } = await sql`
    update health.version
    set state = 'published', published_at = clock_timestamp(), author = ${author}, note = ${note},
      effect = ${JSON.stringify(effect)}::jsonb
    where id = ${id} and state = 'draft' and revision = coalesce(${revision ?? null}::int, revision)
      and coalesce(${replaces ?? null}::int = coalesce((
        select current.id from health.version current where current.state = 'published'
        order by current.published_at desc, current.id desc limit 1
      ), 0), true)
    returning id`.execute(db);
  return rows.length > 0;
}

/** Reading the same text again and again is most of the cost of a version. */
const parsed = new Map<string, ScoringModel>();
const mostParsed = 20;

function parsedModel(text: string): ScoringModel {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const model = withEveryShippedKpi(ScoringModel.parse(JSON.parse(text)));
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, model);
  return model;
}

/** A KPI that ships later than a version was made has no weight in it. */
const withEveryShippedKpi = (model: ScoringModel): ScoringModel => ({
  ...model,
  profiles: model.profiles.map((profile) => {
    const known = new Set(profile.kpis.map(({ id }) => id));
    const later = shippedSettings.kpis.filter(({ id }) => !known.has(id));
    if (later.length === 0) return profile;
    return { ...profile, kpis: [...profile.kpis, ...later.map((kpi) => ({ ...kpi, weight: 0 }))] };
  }),
});
