import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { rollups } from './index.ts';
import type { Scope } from './rollup.ts';

/** Rebuilds every rollup that rests on one of `facts`, for the accounts of `scope`; withdrawn accounts end with no rows. */
export async function fillRollups(db: Db, scope: Scope, facts: ReadonlySet<string>): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from account.account where id = any(${scope.accountIds}::int[]) and withdrawn`.execute(db);
  const withdrawn = new Set(rows.map(({ id }) => id));
  const live = { ...scope, accountIds: scope.accountIds.filter((id) => !withdrawn.has(id)) };
  const affected = rollups.filter((rollup) => rollup.facts.some((fact) => facts.has(fact)));
  for (const rollup of affected) {
    const [clear, ...build] = rollup.fill(live);
    if (clear !== undefined) await clear.execute(db);
    for (const statement of build) await statement.execute(db);
  }
  if (withdrawn.size === 0) return;
  const gone = { ...scope, accountIds: [...withdrawn], usage: null };
  for (const rollup of rollups) await rollup.fill(gone)[0]?.execute(db);
}
