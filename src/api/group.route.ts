import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { healthAfterRows } from '../health/current.ts';
import { groupMembers } from '../health/parents.ts';
import { parentHealthsFrom } from '../health/rolled-up.ts';
import { scorerOf } from '../health/scorer.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import type { Band } from '../scoring/bands.ts';
import { type Member, rolledUp } from '../scoring/parents.ts';
import { accountOf } from './account-of.ts';
import { type AsOf, asOf } from './as-of.ts';
import type { AccountGroup, Relative } from './contract/group.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const mostChildren = 100;

export const registerGroup: RegisterRoutes = (app, context) => {
  const { db } = context;
  serveRoute(app, 'account.group', async ({ params, query }): Promise<AccountGroup> => {
    const when = await asOf(context, query.as_of);
    const { id } = await accountOf(db, params.account, query.source);
    const members = await groupMembers(db, when.day, when.company);
    const parentId = members.find((member) => member.id === id)?.parentId ?? null;
    const childIds = members.filter((member) => member.parentId === id).map((child) => child.id);
    const cycle = cycleOf(members, id);
    const { shown, own, mode } = await healthsOn(db, when, [
      ...new Set([id, ...childIds, ...(parentId === null ? [] : [parentId])]),
    ]);
    const names = await namesOf(db, [...shown.keys(), ...cycle]);
    const relative = (relativeId: number): Relative => ({
      id: relativeId,
      account_id: names.get(relativeId)?.account_id ?? '',
      name: names.get(relativeId)?.name ?? '',
      ...(shown.get(relativeId) ?? { health: null, band: 'unknown' }),
    });
    const children = childIds.filter((child) => child !== id).map(relative);
    return {
      as_of: when.day,
      parents: mode,
      own_health: own.get(id) ?? null,
      parent: parentId === null || parentId === id ? null : relative(parentId),
      n_children: children.length,
      children: children.toSorted(byHealth).slice(0, mostChildren),
      cycle: cycle.map((member) => names.get(member)?.account_id ?? ''),
    };
  });
};

const cycleOf = (members: readonly Member[], id: number): readonly number[] =>
  rolledUp(members, () => null, 'own').cycles.find((cycle) => cycle.includes(id)) ?? [];

const byHealth = (a: Relative, b: Relative): number =>
  (a.health ?? 101) - (b.health ?? 101) || a.id - b.id;

/** The accounts' own healths, and what they show. */
async function healthsOn(
  db: Db,
  { day, company }: Pick<AsOf, 'day' | 'company'>,
  accountIds: readonly number[],
) {
  const historyOf = readingHistory(db, company);
  const scorer = await scorerOf(db, accountIds);
  const { version } = scorer;
  const [history, parents] = await Promise.all([
    historyOf(accountIds, day),
    parentHealthsFrom(db, historyOf, { day, version }),
  ]);
  const own = new Map<number, number | null>();
  const shown = new Map<number, { health: number | null; band: Band }>();
  for (const id of accountIds) {
    const last = [...healthAfterRows(history.get(id) ?? [], day, scorer)].at(-1);
    own.set(id, last?.health.health ?? null);
    const alone = { health: last?.health.health ?? null, band: last?.shown ?? 'unknown' };
    shown.set(id, parents.get(id) ?? alone);
  }
  return { own, shown, mode: version.model.parents };
}

async function namesOf(db: Db, accountIds: readonly number[]) {
  const { rows } = await sql<{ id: number; account_id: string; name: string }>`
    select id, external_id as account_id, name from account.account where id = any(${accountIds}::int[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
