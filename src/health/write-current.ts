import { type RawBuilder, sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import { mrrAsOf, nextRenewalAsOf } from '../accounts/contracts.ts';
import { type Db, keptPrepared } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';

/** What stands in `health.current` for an account of the day itself, contracts aside. */
export interface HealthOfDay {
  account_id: number;
  health: number | null;
  coverage: number;
  band: Band;
  band_shown: Band;
  known_kpis: number;
}

/** The same with what it says of the past. */
export interface CurrentHealth extends HealthOfDay {
  /** The band shown at the end of the day before. */
  band_before: Band;
  health_30_days_ago: number | null;
  /** Health at the end of the day and of every seventh day before it, twelve in all, oldest first. */
  sparkline: readonly (number | null)[];
}

export const sparklineWeeks = 12;

/** The days of a sparkline that ends on `day`, oldest first. */
export const sparklineDays = (day: Day): Day[] =>
  Array.from({ length: sparklineWeeks }, (_, week) =>
    addDays(day, -7 * (sparklineWeeks - 1 - week)),
  );

/** The day that a health is compared with in lists. */
export const monthBefore = (day: Day): Day => addDays(day, -30);

/** All days that the stored health of `day` rests on, ascending: the day itself comes last. */
export const scoredDays = (day: Day): Day[] =>
  [...new Set([...sparklineDays(day), monthBefore(day), addDays(day, -1)])].toSorted();

interface Written {
  day: Day;
  /** What subscriptions and renewals say stands, because neither they nor the day are others than before. */
  contractsStand?: boolean;
}

/** Stores healths of accounts under the settings version that scored them, and what their contracts say on that day. */
export async function writeCurrentHealth(
  db: Db,
  fresh: readonly CurrentHealth[],
  { day, version, contractsStand = false }: Written & { version: number },
): Promise<void> {
  if (fresh.length === 0) return;
  const values: Values = {
    ...ofDay(fresh),
    band_before: sql`${fresh.map((row) => row.band_before)}::text[]`,
    health_30_days_ago: sql`${fresh.map((row) => row.health_30_days_ago)}::float8[]`,
    sparkline: sql`${fresh.map((row) => arrayText(row.sparkline))}::text[]`,
  };
  const names = Object.keys(values);
  const own = new Map(names.map((name) => [name, sql.ref(`fresh.${name}`)]));
  own.set('sparkline', sql`fresh.sparkline::float8[]`);
  own.set('day', sql`${day}::date`).set('version', sql`${version}::int`);
  if (contractsStand) {
    await sql`
      update health.current set ${assigned(own)} from ${unnested(fresh, values)}
      where current.account_id = fresh.account_id`.execute(db);
    return;
  }
  const all = new Map([...own, ...contractColumns]);
  await sql`
    insert into health.current (account_id, ${sql.join([...all.keys()].map((name) => sql.ref(name)))})
    select fresh.account_id, ${sql.join([...all.values()])}
    from ${unnested(fresh, values)} ${await contractsOf(db, fresh, day)}
    on conflict (account_id) do update
      set ${assigned(new Map([...all.keys()].map((name) => [name, sql.ref(`excluded.${name}`)])))}`.execute(
    db,
  );
}

/** Stores what changed on the day itself in rows that stand on it already; what they say of the past stands. */
export async function writeHealthOfToday(
  db: Db,
  fresh: readonly HealthOfDay[],
  { day, contractsStand = false }: Written,
): Promise<void> {
  if (fresh.length === 0) return;
  const values = ofDay(fresh);
  const own = new Map(Object.keys(values).map((name) => [name, sql.ref(`fresh.${name}`)]));
  own.set('sparkline', sql`current.sparkline[:${sparklineWeeks - 1}::int] || fresh.health`);
  const all = new Map([...own, ...(contractsStand ? [] : contractColumns)]);
  const contracts = contractsStand ? sql`` : await contractsOf(db, fresh, day);
  await sql`${fresh.length === 1 ? keptPrepared : sql``}
    update health.current set ${assigned(all)} from ${unnested(fresh, values)} ${contracts}
    where current.account_id = fresh.account_id`.execute(db);
}

/** Columns of rows as arrays, by name. */
type Values = Record<string, RawBuilder<unknown>>;

const ofDay = (fresh: readonly HealthOfDay[]): Values => ({
  health: sql`${fresh.map((row) => row.health)}::float8[]`,
  coverage: sql`${fresh.map((row) => row.coverage)}::float8[]`,
  band: sql`${fresh.map((row) => row.band)}::text[]`,
  band_shown: sql`${fresh.map((row) => row.band_shown)}::text[]`,
  known_kpis: sql`${fresh.map((row) => row.known_kpis)}::int[]`,
});

const unnested = (fresh: readonly HealthOfDay[], values: Values) => sql`
  unnest(${fresh.map((row) => row.account_id)}::int[], ${sql.join(Object.values(values))})
    fresh (account_id, ${sql.join(Object.keys(values).map((name) => sql.ref(name)))})`;

const assigned = (values: ReadonlyMap<string, RawBuilder<unknown>>) =>
  sql.join([...values].map(([name, value]) => sql`${sql.ref(name)} = ${value}`));

const contractColumns = [
  ['mrr', sql`revenue.mrr`],
  ['next_renewal', sql`renewal.next_renewal`],
] as const;

/** Joins what contracts say to rows named `fresh`. */
async function contractsOf(db: Db, fresh: readonly HealthOfDay[], day: Day) {
  const accounts = sql`account_id = any(${fresh.map((row) => row.account_id)}::int[])`;
  const { currency } = await readCompany(db);
  return sql`
    left join (${mrrAsOf({ day, accounts, currency })}) revenue on revenue.account_id = fresh.account_id
    left join (${nextRenewalAsOf({ day, accounts })}) renewal on renewal.account_id = fresh.account_id`;
}

/** An array inside an array of rows has to travel as text. */
const arrayText = (values: readonly (number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;
