import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { rollups } from './index.ts';
import type { ChangedFrom, Scope } from './rollup.ts';

export interface Filled {
  /** The first day that changed, by account: readings before it stand. */
  changedFrom: ReadonlyMap<number, Day>;
  /** Accounts that end with no rows. */
  withdrawn: ReadonlySet<number>;
}

/** Rebuilds every rollup that rests on one of `facts`, for the accounts of `scope`. */
export async function fillRollups(
  db: Db,
  scope: Scope,
  facts: ReadonlySet<string>,
): Promise<Filled> {
  const { rows } = await sql<{ id: number }>`
    select id from account.account where id = any(${scope.accountIds}::int[]) and withdrawn`.execute(
    db,
  );
  const withdrawn = new Set(rows.map(({ id }) => id));
  const live = { ...scope, accountIds: scope.accountIds.filter((id) => !withdrawn.has(id)) };
  const changedFrom = new Map<number, Day>();
  for (const rollup of rollups.filter((each) => each.facts.some((fact) => facts.has(fact)))) {
    for (const statement of rollup.fill(live)) {
      const result = await statement.execute(db);
      for (const { account_id, day } of result.rows as ChangedFrom[]) {
        const known = changedFrom.get(account_id);
        if (known === undefined || day < known) changedFrom.set(account_id, day);
      }
    }
  }
  if (withdrawn.size > 0) {
    const gone = { ...scope, accountIds: [...withdrawn] };
    for (const rollup of rollups) await rollup.clear(gone).execute(db);
    for (const id of withdrawn) changedFrom.set(id, firstDay);
  }
  return { changedFrom, withdrawn };
}

/** Before any fact. */
const firstDay = '-infinity' as Day;
