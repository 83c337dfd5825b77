import type { RawBuilder } from 'kysely';
import type { Day } from '../lib/day.ts';
import { rollups } from './index.ts';
import type { ChangedFrom, Scope } from './rollup.ts';

/** What brings every rollup that rests on one of `facts` to what they say, for the accounts of `scope`. */
export const fillStatements = (
  scope: Scope,
  facts: ReadonlySet<string>,
): readonly RawBuilder<unknown>[] =>
  scope.accountIds.length === 0
    ? []
    : rollups
        .filter((each) => each.facts.some((fact) => facts.has(fact)))
        .flatMap((rollup) => rollup.fill(scope));

/** What leaves the accounts of `scope` without rows. */
export const clearStatements = (scope: Scope): readonly RawBuilder<unknown>[] =>
  scope.accountIds.length === 0 ? [] : rollups.map((rollup) => rollup.clear(scope));

/** The first day that changed, by account, from the rows of `fillStatements`: readings before it stand. */
export function firstChanges(filled: readonly (readonly unknown[])[]): ReadonlyMap<number, Day> {
  const changedFrom = new Map<number, Day>();
  for (const { account_id, day } of filled.flat() as ChangedFrom[]) {
    const known = changedFrom.get(account_id);
    if (known === undefined || day < known) changedFrom.set(account_id, day);
  }
  return changedFrom;
}
