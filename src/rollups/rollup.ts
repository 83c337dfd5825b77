import { type RawBuilder, sql } from 'kysely';

/** Which accounts a rollup is built for, and the company's time zone, which decides the day of an instant. */
export interface Scope {
  accountIds: readonly number[];
  timeZone: string;
  /** Days of usage that changed; null = all. */
  usage: { from: string; until: string } | null;
}

/** A table of `rollup`, built from facts; running its statements twice changes nothing. */
export interface Rollup {
  id: string;
  /** Facts it rests on: a change in any of them rebuilds the account's rows. */
  facts: readonly string[];
  fill(scope: Scope): readonly RawBuilder<unknown>[];
}

/** A rollup of changes: the sum over days ≤ D of an account's rows is the counter as of the end of D (decision 0006). */
export interface CounterRollup extends Rollup {
  counters: readonly Counter[];
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
  counters: readonly (string | Counter)[];
  /**
   * Intervals of effect: `account_id, from_day, until_day` (the first day without effect; null = for ever) and one
   * column per counter with what the interval adds while it lasts.
   */
  intervals(scope: Scope): RawBuilder<unknown>;
}

/** Turns intervals into changes: what they add on their first day is taken away on the day they end. */
export function defineCounterRollup(definition: CounterDefinition): CounterRollup {
  const counters = definition.counters.flatMap((counter) =>
    typeof counter === 'string' ? intCounters([counter]) : [counter],
  );
  const table = sql.table(`rollup.${definition.id}`);
  const names = counters.map(({ name }) => sql.ref(name));
  const sums = counters.map(({ name }) => sql`sum(${sql.ref(name)} * edge.sign) as ${sql.ref(name)}`);
  const changed = counters.map(({ name }) => sql`sum(${sql.ref(name)} * edge.sign) <> 0`);
  return {
    id: definition.id,
    facts: definition.facts,
    counters,
    fill: (scope) => [
      sql`delete from ${table} where ${accountsIn(scope, 'account_id')}`,
      sql`
        insert into ${table} (account_id, day, ${sql.join(names)})
        select account_id, edge.day, ${sql.join(sums)}
        from (${definition.intervals(scope)}) interval_of_effect
        cross join lateral (values (from_day, 1), (until_day, -1)) edge (day, sign)
        where edge.day is not null and (until_day is null or from_day < until_day)
        group by account_id, edge.day
        having ${sql.join(changed, sql` or `)}`,
    ],
  };
}
