import { type RawBuilder, sql } from 'kysely';
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
}

/** The first day of an account on which a rollup's rows are no longer what they were. */
export interface ChangedFrom {
  account_id: number;
  day: Day;
}

/** A table of `rollup`, built from facts; filling it twice changes nothing. */
export interface Rollup {
  id: string;
  /** Facts it rests on: a change in any of them rebuilds the account's rows. */
  facts: readonly string[];
  /** Brings the rows of the scope's accounts to what the facts say; the last statement yields `ChangedFrom` rows. */
  fill(scope: Scope): readonly RawBuilder<unknown>[];
  /** Takes the rows of the scope's accounts away. */
  clear(scope: Scope): RawBuilder<unknown>;
}

/** A rollup of changes: the sum over days ≤ D of an account's rows is the counter as of the end of D (decision 0006). */
export interface CounterRollup extends Rollup {
  counters: readonly Counter[];
  /** Changes `account_id, day` and counters as they follow from the facts; over another window, where one is given. */
  changes(scope: Scope, windowDays?: number): RawBuilder<unknown>;
}

export interface Counter {
  name: string;
  type: 'int' | 'numeric';
}

export const accountsIn = (scope: Scope, column: string): RawBuilder<boolean> =>
  sql`${sql.ref(column)} = any(${scope.accountIds}::int[])`;

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
  intervals(scope: Scope, windowDays: number): RawBuilder<unknown>;
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
  const changes = (scope: Scope, windowDays = definition.windowDays ?? 0) => sql`
    select account_id, edge.day, ${sql.join(sums)}
    from (${definition.intervals(scope, windowDays)}) interval_of_effect
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
        ['account_id', 'day'],
        counters.map(({ name }) => name),
        scope,
        changes(scope),
      ),
    ],
    clear: (scope) => clearRows(definition.id, scope),
  };
}

export const clearRows = (id: string, scope: Scope): RawBuilder<unknown> =>
  sql`delete from ${sql.table(`rollup.${id}`)} where ${accountsIn(scope, 'account_id')}`;

/** Writes only what differs, so that a late fact touches the days it touches; yields `ChangedFrom` rows. */
export function replaceChanges(
  id: string,
  key: readonly string[],
  values: readonly string[],
  scope: Scope,
  fresh: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const table = sql.table(`rollup.${id}`);
  const refs = (names: readonly string[], alias?: string) =>
    sql.join(names.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)));
  const isSame = (alias: string) =>
    sql.join(
      key.map((name) => sql`${sql.ref(`${alias}.${name}`)} = ${sql.ref(`stored.${name}`)}`),
      sql` and `,
    );
  return sql`
    with fresh (${refs([...key, ...values])}) as materialized (${fresh}),
    gone as (
      delete from ${table} stored
      where ${accountsIn(scope, 'stored.account_id')}
        and not exists (select 1 from fresh where ${isSame('fresh')})
      returning account_id, day
    ),
    put as (
      insert into ${table} as stored (${refs([...key, ...values])})
      select * from fresh
      on conflict (${refs(key)}) do update
        set ${sql.join(values.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}
        where (${refs(values, 'stored')}) is distinct from (${refs(values, 'excluded')})
      returning account_id, day
    )
    select account_id, min(day) as day
    from (select * from gone union all select * from put) changed
    group by account_id`;
}
