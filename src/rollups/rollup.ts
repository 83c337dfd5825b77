import { type RawBuilder, sql } from 'kysely';
import { keptPrepared } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';

/** Which accounts a rollup is built for, and what of the company decides about its rows. */
export interface Scope {
  accountIds: readonly number[];
  /** Decides the day of an instant. */
  timeZone: string;
  /** ISO 4217; what money without a currency is in. */
  currency: string;
  /** The features that adoption counts; null = all. */
  keyFeatures: readonly string[] | null;
  /** Days of usage that changed; null = all. */
  usage: { from: string; until: string } | null;
  /** What happened before this day is what it was when the rollups were filled last; absent = anything may differ. */
  changedFrom?: string;
  /** The day whose counters stand in `rollup.total`, to be kept true; absent = they are made anew by whoever needs them. */
  totalsDay?: string;
}

/** The first day of an account on which a rollup's rows are no longer what they were. */
export interface ChangedFrom {
  account_id: number;
  day: Day;
}

/** A table of `rollup`, built from facts; filling it twice changes nothing. */
export interface Rollup {
  id: string;
  /**
   * Facts it rests on: a change in any of them rebuilds the account's rows. `tickets` is a ticket that was known before,
   * `new_tickets` one that was not, and has no messages, events and clocks yet.
   */
  facts: readonly string[];
  /** Brings the rows of the scope's accounts to what the facts say; the last statement yields `ChangedFrom` rows. */
  fill(scope: Scope): readonly RawBuilder<unknown>[];
  /** Takes the rows of the scope's accounts away. */
  clear(scope: Scope): RawBuilder<unknown>;
}

/** What a profile has set of a KPI; a rollup that cannot count otherwise passes it over. */
export type Parameter = string | number | undefined;

/** A rollup of changes: the sum over days ≤ D of an account's rows is the counter as of the end of D (decision 0006). */
export interface CounterRollup extends Rollup {
  counters: readonly Counter[];
  /**
   * Changes `account_id, day` and counters as they follow from the facts; over another window or under another parameter of
   * the KPI that asks, where one is given.
   */
  changes(scope: Scope, windowDays?: number, parameter?: Parameter): RawBuilder<unknown>;
}

export interface Counter {
  name: string;
  type: 'int' | 'numeric';
}

/** An equality reaches every table that is joined by the account; a list does not. */
export const accountsIn = (
  { accountIds }: Pick<Scope, 'accountIds'>,
  column: string,
): RawBuilder<boolean> =>
  accountIds.length === 1
    ? sql`${sql.ref(column)} = ${accountIds[0]}::int`
    : sql`${sql.ref(column)} = any(${accountIds}::int[])`;

/** Begins a statement that runs for one account after the other: its plan is kept. */
export const keptForOne = ({ accountIds }: Pick<Scope, 'accountIds'>): RawBuilder<unknown> =>
  accountIds.length === 1 ? keptPrepared : sql``;

/** Rows of many accounts are laid down account by account, so that one account is read from few pages. */
export const sideBySide = ({ accountIds }: Scope, key: RawBuilder<unknown>): RawBuilder<unknown> =>
  accountIds.length === 1 ? sql`` : sql`order by ${key}`;

/** The calendar day of an instant in the company's time zone. */
export const dayOf = (scope: Scope, column: string): RawBuilder<string> =>
  sql`(${sql.ref(column)} at time zone ${scope.timeZone})::date`;

const intCounters = (names: readonly string[]): Counter[] =>
  names.map((name) => ({ name, type: 'int' }));

interface CounterDefinition {
  id: string;
  facts: readonly string[];
  /** Trailing days of the stored counters; absent where no window matters. */
  windowDays?: number;
  counters: readonly (string | Counter)[];
  /**
   * Intervals of effect: `account_id, from_day, until_day` (the first day without effect; null = for ever) and one
   * column per counter with what the interval adds while it lasts.
   */
  intervals(scope: Scope, windowDays: number, parameter?: Parameter): RawBuilder<unknown>;
}

/** Turns intervals into changes: what they add on their first day is taken away on the day they end. */
export function defineCounterRollup(definition: CounterDefinition): CounterRollup {
  const counters = definition.counters.flatMap((counter) =>
    typeof counter === 'string' ? intCounters([counter]) : [counter],
  );
  const sums = counters.map(
    ({ name }) => sql`sum(${sql.ref(name)} * edge.sign) as ${sql.ref(name)}`,
  );
  const changed = counters.map(({ name }) => sql`sum(${sql.ref(name)} * edge.sign) <> 0`);
  const changes = (
    scope: Scope,
    windowDays = definition.windowDays ?? 0,
    parameter?: Parameter,
  ) => sql`
    select account_id, edge.day, ${sql.join(sums)}
    from (${definition.intervals(scope, windowDays, parameter)}) interval_of_effect
    cross join lateral (values (from_day, 1), (until_day, -1)) edge (day, sign)
    where edge.day is not null and (until_day is null or from_day < until_day)
    group by account_id, edge.day
    having ${sql.join(changed, sql` or `)}`;
  return {
    id: definition.id,
    facts: definition.facts,
    counters,
    changes,
    fill: (scope) => [
      replaceChanges(
        definition.id,
        {
          key: ['account_id', 'day'],
          values: counters.map(({ name }) => name),
          totals: { table: 'total', key: ['account_id'] },
        },
        scope,
        changes(scope),
      ),
    ],
    clear: (scope) => clearRows(definition.id, scope),
  };
}

export const clearRows = (id: string, scope: Scope): RawBuilder<unknown> =>
  sql`delete from ${sql.table(`rollup.${id}`)} where ${accountsIn(scope, 'account_id')}`;

/** Where the running sums of a rollup stand as of the current day, and what a row of it belongs to. */
interface Totals {
  table: string;
  key: readonly string[];
}

interface Replacement {
  key: readonly string[];
  values: readonly string[];
  /** Absent where nothing is summed up. */
  totals?: Totals;
}

/**
 * Writes only what differs, so that a late fact touches the days it touches, and adds the difference to the totals where
 * they are kept; yields `ChangedFrom` rows.
 */
export function replaceChanges(
  id: string,
  replacement: Replacement,
  scope: Scope,
  fresh: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { key, values, totals } = replacement;
  const table = sql.table(`rollup.${id}`);
  const all = [...key, ...values];
  const isSame = (alias: string) =>
    sql.join(
      key.map((name) => sql`${sql.ref(`${alias}.${name}`)} = ${sql.ref(`stored.${name}`)}`),
      sql` and `,
    );
  const rebuilt =
    scope.changedFrom === undefined ? sql`true` : sql`day >= ${scope.changedFrom}::date`;
  return sql`${keptForOne(scope)}
    with fresh as materialized (
      select * from (${fresh}) fresh (${refs(all)}) where ${rebuilt}
    ),
    gone as (
      delete from ${table} stored
      where ${accountsIn(scope, 'stored.account_id')} and ${rebuilt}
        and not exists (select 1 from fresh where ${isSame('fresh')})
      returning ${refs(all, 'stored')}
    ),
    put as (
      insert into ${table} as stored (${refs(all)})
      -- A conflict would lock rows that stay as they are.
      select ${refs(all, 'fresh')} from fresh
      left join ${table} stored on ${isSame('fresh')}
      where (${refs(values, 'stored')}) is distinct from (${refs(values, 'fresh')})
      ${sideBySide(scope, refs(key, 'fresh'))}
      on conflict (${refs(key)}) do update
        set ${sql.join(values.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}
      returning ${refs(all, 'stored')}
    )${
      totals === undefined || scope.totalsDay === undefined
        ? sql``
        : sql`, ${addedToTotals(table, { key, values, totals }, scope.totalsDay, isSame('put'))}`
    }
    select account_id, min(day) as day
    from (select account_id, day from gone union all select account_id, day from put) changed
    group by account_id`;
}

const refs = (names: readonly string[], alias?: string) =>
  sql.join(names.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)));

/** CTEs that add what `gone` and `put` changed up to a day to the totals of accounts that have them. */
function addedToTotals(
  table: RawBuilder<unknown>,
  { key, values, totals }: Required<Replacement>,
  day: string,
  isSameAsPut: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const name = sql.table(`rollup.${totals.table}`);
  const negative = sql.join(values.map((value) => sql`-${sql.ref(value)}`));
  return sql`
    difference as (
      select ${refs(totals.key)}, ${sql.join(values.map((value) => sql`sum(${sql.ref(value)}) as ${sql.ref(value)}`))}
      from (
        select ${refs([...key, ...values])} from put
        union all
        select ${refs(key)}, ${negative} from gone
        union all
        -- As they were before this statement.
        select ${refs(key, 'stored')}, ${sql.join(values.map((value) => sql`-${sql.ref(`stored.${value}`)}`))}
        from ${table} stored
        join put on ${isSameAsPut}
      ) change
      where day <= ${day}::date and account_id in (select account_id from rollup.total)
      group by ${refs(totals.key)}
    ),
    summed_up as (
      ${
        totals.key.length === 1
          ? sql`
            update ${name} total
            set ${sql.join(values.map((value) => sql`${sql.ref(value)} = ${sql.ref(`total.${value}`)} + ${sql.ref(`difference.${value}`)}`))}
            from difference
            where total.account_id = difference.account_id`
          : sql`
            insert into ${name} as total (${refs([...totals.key, ...values])})
            select ${refs([...totals.key, ...values])} from difference
            on conflict (${refs(totals.key)}) do update
              set ${sql.join(values.map((value) => sql`${sql.ref(value)} = ${sql.ref(`total.${value}`)} + ${sql.ref(`excluded.${value}`)}`))}`
      }
    )`;
}
