import { sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import { mrrAsOf, nextRenewalAsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';

/** What stands in `health.current` for an account, contracts aside. */
export interface CurrentHealth {
  account_id: number;
  health: number | null;
  coverage: number;
  band: Band;
  band_shown: Band;
  /** The band shown at the end of the day before. */
  band_before: Band;
  health_30_days_ago: number | null;
  known_kpis: number;
  /** Health at the end of the day and of every seventh day before it, twelve in all, oldest first. */
  sparkline: readonly (number | null)[];
}

const sparklineWeeks = 12;

/** The days of a sparkline that ends on `day`, oldest first. */
export const sparklineDays = (day: Day): Day[] =>
  Array.from({ length: sparklineWeeks }, (_, week) =>
    addDays(day, -7 * (sparklineWeeks - 1 - week)),
  );

/** The day that a health is compared with in lists. */
export const monthBefore = (day: Day): Day => addDays(day, -30);

const columns = [
  'health',
  'coverage',
  'band',
  'band_shown',
  'band_before',
  'health_30_days_ago',
  'known_kpis',
  'sparkline',
] as const;

interface Written {
  day: Day;
  /** The settings version that scored them. */
  version: number;
  /** What subscriptions and renewals say stands, because neither they nor the day are others than before. */
  contractsStand?: boolean;
}

/** Stores healths of accounts, and what their contracts say on that day. */
export async function writeCurrentHealth(
  db: Db,
  fresh: readonly CurrentHealth[],
  { day, version, contractsStand = false }: Written,
): Promise<void> {
  if (fresh.length === 0) return;
  const rows = sql`unnest(
    ${fresh.map((row) => row.account_id)}::int[], ${fresh.map((row) => row.health)}::float8[],
    ${fresh.map((row) => row.coverage)}::float8[], ${fresh.map((row) => row.band)}::text[],
    ${fresh.map((row) => row.band_shown)}::text[], ${fresh.map((row) => row.band_before)}::text[],
    ${fresh.map((row) => row.health_30_days_ago)}::float8[], ${fresh.map((row) => row.known_kpis)}::int[],
    ${fresh.map((row) => arrayText(row.sparkline))}::text[]
  ) fresh (account_id, ${sql.join(columns.map((name) => sql.ref(name)))})`;
  const values = sql.join(
    columns.map((name) => (name === 'sparkline' ? sql`sparkline::float8[]` : sql.ref(name))),
  );
  if (contractsStand) {
    await sql`
      update health.current
      set day = ${day}::date, version = ${version}::int,
        ${sql.join(columns.map((name) => sql`${sql.ref(name)} = ${name === 'sparkline' ? sql`fresh.sparkline::float8[]` : sql.ref(`fresh.${name}`)}`))}
      from ${rows}
      where current.account_id = fresh.account_id`.execute(db);
    return;
  }
  const accounts = sql`account_id = any(${fresh.map((row) => row.account_id)}::int[])`;
  const { currency } = await readCompany(db);
  const stored = [...columns, 'day', 'version', 'mrr', 'next_renewal'];
  await sql`
    insert into health.current (account_id, ${sql.join(stored.map((name) => sql.ref(name)))})
    select account_id, ${values}, ${day}::date, ${version}::int, mrr, next_renewal
    from ${rows}
    left join (${mrrAsOf({ day, accounts, currency })}) revenue using (account_id)
    left join (${nextRenewalAsOf({ day, accounts })}) renewal using (account_id)
    on conflict (account_id) do update
      set ${sql.join(stored.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}`.execute(
    db,
  );
}

/** An array inside an array of rows has to travel as text. */
const arrayText = (values: readonly (number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;
