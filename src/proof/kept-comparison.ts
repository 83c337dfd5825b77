import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Version } from '../health/versions.ts';
import type { Comparison } from './foresight.ts';
import { stateOfGround } from './report.ts';

/** Which two settings are judged, over how many days ahead. */
export interface ComparisonRequest {
  before: Version;
  after: Version;
  horizonDays: number;
}

export interface KeptComparison {
  comparison: Comparison;
  madeAt: Date;
  /** False: one of the settings or the facts have changed since. */
  isCurrent: boolean;
}

/** Changes with either model, and with what every proof rests on. */
export async function groundOf(db: Db, { before, after }: ComparisonRequest): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify([await stateOfGround(db), before.model, after.model]))
    .digest('hex');
}

/** Keeps a comparison under its versions; `madeOf` is taken before reading, so that a change meanwhile shows. */
export async function keepComparison(
  db: Db,
  { before, after, horizonDays }: ComparisonRequest,
  made: { comparison: Comparison; madeOf: string },
): Promise<void> {
  await sql`
    insert into proof.comparison (version_before, version_after, horizon_days, comparison, made_of)
    values (${before.id}, ${after.id}, ${horizonDays}, ${JSON.stringify(made.comparison)}::jsonb, ${made.madeOf})
    on conflict (version_before, version_after, horizon_days) do update set
      comparison = excluded.comparison, made_of = excluded.made_of, made_at = now()`.execute(db);
  await sql`
    delete from proof.comparison
    where (version_before, version_after, horizon_days) not in (
      select version_before, version_after, horizon_days from proof.comparison order by made_at desc limit ${mostComparisons}
    )`.execute(db);
}

/** Enough to go back and forth between a few drafts; each names everybody who left. */
const mostComparisons = 20;

/** What was made last for these two; null where nothing was. */
export async function keptComparison(
  db: Db,
  request: ComparisonRequest,
): Promise<KeptComparison | null> {
  const { rows } = await sql<{ comparison: Comparison; made_of: string; made_at: Date }>`
    select comparison, made_of, made_at
    from proof.comparison
    where version_before = ${request.before.id} and version_after = ${request.after.id}
      and horizon_days = ${request.horizonDays}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const isCurrent = row.made_of === (await groundOf(db, request));
  return { comparison: row.comparison, madeAt: row.made_at, isCurrent };
}
