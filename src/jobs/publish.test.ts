import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../db/test-database.ts';
import { shippedModel } from '../health/scoring-settings.ts';
import { createDraft, currentVersion } from '../health/versions.ts';
import { lastProfile, type ScoringModel } from '../scoring/model.ts';
import { publishChange, publishDraft } from './publish.ts';

const database = await freshDatabase();
afterAll(() => database.close());
const { db, ownerDb } = database;

const waiting = async (): Promise<number> => {
  const { rows } = await sql`
    select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where datname = current_database() and not granted`.execute(db);
  return rows.length;
};

const noted = { author: '', note: 'x', effect: null };

/** Lets all begin before one can write. */
async function atOnce<T>(begin: () => Promise<T>[]): Promise<T[]> {
  const { begun } = await ownerDb.transaction().execute(async (tx) => {
    await sql`lock table health.version in share mode`.execute(tx);
    const all = begin();
    await expect.poll(waiting).toBe(all.length);
    return { begun: all };
  });
  return Promise.all(begun);
}

test('of several who publish at once over the same version one alone does', async () => {
  const draft = { ...noted, model: shippedModel, basedOn: 0 };
  const drafts = await Promise.all(Array.from({ length: 4 }, () => createDraft(db, draft)));
  const published = await atOnce(() =>
    drafts.map((id) => publishDraft(db, id, noted, { replaces: 0 })),
  );
  expect(published.filter(Boolean)).toHaveLength(1);
  expect(drafts[published.indexOf(true)]).toBe((await currentVersion(db)).id);
});

test('changes that are published at once are all there in the end', async () => {
  const weighing =
    (id: string) =>
    (model: ScoringModel): ScoringModel => ({
      ...model,
      profiles: model.profiles.map((profile) => ({
        ...profile,
        kpis: profile.kpis.map((kpi) => (kpi.id === id ? { ...kpi, weight: 77 } : kpi)),
      })),
    });
  const ids = ['sla', 'nps', 'ces', 'growth'];
  await atOnce(() => ids.map((id) => publishChange(db, weighing(id), noted)));
  const { kpis } = lastProfile((await currentVersion(db)).model);
  expect(kpis.filter(({ weight }) => weight === 77).map(({ id }) => id)).toEqual(ids);
});
