import { type RawBuilder, sql } from 'kysely';
import { type Db, keptPrepared } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { rollups } from '../rollups/index.ts';

/** An account whose readings are to be made again: after rebuilding from `facts`, from `readings_from` on (null = all). */
export interface Touched {
  account_id: number;
  facts: readonly string[];
  /** The first day on which what changed can matter; null = any. */
  changed_from: Day | null;
  usage_from: Day | null;
  usage_until: Day | null;
  readings_from: Day | null;
  /** The account is to end with no readings. */
  withdrawn: boolean;
}

/** Every fact a rollup rests on: for a rebuild from the ground, as after a change of the time zone. */
export const rollupFacts: readonly string[] = [...new Set(rollups.flatMap(({ facts }) => facts))];

/** Marks every account: for rebuilding from these facts, or with none of them for its readings alone, from a day on. */
export async function touchAll(
  db: Db,
  facts: readonly string[],
  readingsFrom = '-infinity',
): Promise<void> {
  await sql`
    insert into fact.touched as touched (account_id, facts, readings_from)
    select id, ${facts}::text[], ${readingsFrom}::date from account.account
    on conflict (account_id) do update
      set facts = touched.facts || excluded.facts, usage_from = null, usage_until = null,
        changed_from = case when excluded.facts = '{}' then touched.changed_from end,
        readings_from = case when touched.facts = '{}' and touched.readings_from is null then null
          else least(touched.readings_from, excluded.readings_from) end`.execute(db);
}

/** Marks some accounts for their readings alone, each from a day on: rows `account_id, day`. */
export async function touchReadings(db: Db, accounts: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into fact.touched as touched (account_id, facts, readings_from)
    select account_id, '{}', day from (${accounts}) changed (account_id, day) order by account_id
    on conflict (account_id) do update
      set readings_from = case when touched.facts = '{}' and touched.readings_from is null then null
        else least(touched.readings_from, excluded.readings_from) end`.execute(db);
}

export async function touchedCount(db: Db): Promise<{ all: number; withFacts: number }> {
  const { rows } = await sql<{ all: number; withFacts: number }>`
    select count(*)::int as "all", (count(*) filter (where facts <> '{}'))::int as "withFacts"
    from fact.touched`.execute(db);
  return rows[0] ?? { all: 0, withFacts: 0 };
}

/** Takes some of them, for this transaction alone: those with rollups to rebuild, those without, or all. */
export function taken(which: 'rollups' | 'readings' | 'all', atMost: number): RawBuilder<Touched> {
  const condition = {
    rollups: sql`facts <> '{}'`,
    readings: sql`facts = '{}'`,
    all: sql`true`,
  }[which];
  return sql<Touched>`${keptPrepared}
    select account_id, facts, changed_from, usage_from, usage_until, readings_from,
      coalesce((select withdrawn from account.account where id = account_id), false) as withdrawn
    from fact.touched
    where ${condition}
    order by account_id
    limit ${atMost}
    for update skip locked`;
}

/**
 * Whether any account is marked, once nobody else holds a mark: what a process that was killed was at may still run in
 * the database, and would give its marks back only after everybody else had passed them over.
 */
export async function isStillTouched(db: Db): Promise<boolean> {
  const { rows } = await sql`${keptPrepared}
    select account_id from fact.touched order by account_id limit 1 for update`.execute(db);
  return rows.length > 0;
}

/** The first day on which what changed in any of them can matter; null = any. */
export function earliestChange(rows: readonly Touched[]): Day | null {
  const days = rows.map((row) => row.changed_from);
  return days.includes(null) ? null : (days.toSorted()[0] ?? null);
}

/** The days of usage to rebuild for all of them: null (all) as soon as one needs all. */
export function usageRange(rows: readonly Touched[]): { from: string; until: string } | null {
  const withUsage = rows.filter(({ facts }) => facts.some((fact) => fact.startsWith('usage_')));
  const from = withUsage.map((row) => row.usage_from).toSorted()[0];
  const until = withUsage
    .map((row) => row.usage_until)
    .toSorted()
    .at(-1);
  const complete = withUsage.every((row) => row.usage_from !== null && row.usage_until !== null);
  return complete && from != null && until != null ? { from, until } : null;
}
