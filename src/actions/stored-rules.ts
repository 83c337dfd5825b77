import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import {
  type ActionRule,
  isShipped,
  mergedRules,
  RuleDefinition,
  type StoredRule,
} from './action-rule.ts';

interface Row {
  id: string;
  definition: unknown;
  removed: boolean;
}

const rowsOf = async (db: Db): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select id, definition, removed from app.action_rule
    order by nullif(regexp_replace(id, '[^0-9]', '', 'g'), '')::numeric, id`.execute(db);
  return rows;
};

const parsed = ({ id, definition }: Row): StoredRule => ({
  id,
  definition: RuleDefinition.parse(definition),
});

/** Every rule there is now: the shipped ones, as they were changed here, then our own. */
export async function readRules(db: Db): Promise<ActionRule[]> {
  return mergedRules((await rowsOf(db)).filter(({ removed }) => !removed).map(parsed));
}

/** The same with own rules that were removed, switched off, since their actions are still told of. */
export async function readRulesEver(db: Db): Promise<Map<string, ActionRule>> {
  const rows = await rowsOf(db);
  const removed = new Set(rows.filter((row) => row.removed).map(({ id }) => id));
  return new Map(
    mergedRules(rows.map(parsed)).map((rule) => [
      rule.id,
      removed.has(rule.id) ? { ...rule, enabled: false } : rule,
    ]),
  );
}

/** Stores an own rule under a new id, or changes the rule of an id. */
export async function writeRule(db: Db, id: string, definition: RuleDefinition): Promise<void> {
  await sql`
    insert into app.action_rule (id, definition) values (${id}, ${JSON.stringify(definition)}::jsonb)
    on conflict (id) do update set definition = excluded.definition, removed = false, changed_at = now()`.execute(
    db,
  );
}

export async function createRule(db: Db, definition: RuleDefinition): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.action_rule (id, definition)
    values ('own.' || nextval('app.action_rule_number'), ${JSON.stringify(definition)}::jsonb)
    returning id`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the rule was not stored');
  return id;
}

/** Makes a shipped rule as it ships, and takes an own one away. */
export async function resetRule(db: Db, id: string): Promise<void> {
  if (isShipped(id)) await sql`delete from app.action_rule where id = ${id}`.execute(db);
  else
    await sql`update app.action_rule set removed = true, changed_at = now() where id = ${id}`.execute(
      db,
    );
}
