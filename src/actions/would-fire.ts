import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { currentVersion } from '../health/versions.ts';
import type { Day } from '../lib/day.ts';
import { attributeFields, type RuleField, readingFields } from '../scoring/rule-fields.ts';
import type { ActionRule } from './action-rule.ts';
import { judge } from './fires.ts';
import { readyRule } from './ready-rules.ts';
import { scoredAccounts } from './scored-accounts.ts';

/** KPIs that the current settings score: those that ship, and those made of a series. */
export async function scoredKpis(db: Db): Promise<string[]> {
  const { model } = await currentVersion(db);
  return [...new Set(model.profiles.flatMap(({ kpis }) => kpis.map(({ id }) => id)))];
}

/** What a condition may name: readings, health, band, coverage, attributes, and custom fields that accounts have. */
export async function conditionFields(db: Db): Promise<RuleField[]> {
  const [kpiIds, { rows }] = await Promise.all([
    scoredKpis(db),
    sql<{ name: string }>`
      select distinct jsonb_object_keys(custom) as name from account.account
      where custom <> '{}' order by 1`.execute(db),
  ]);
  return [...readingFields(kpiIds), ...attributeFields(rows.map(({ name }) => name))];
}

export interface WouldFire {
  n: number;
  /** Some of them by name: those that miss most points. */
  accounts: { id: number; name: string }[];
}

const shown = 200;
const accountsPerBatch = 2000;

/** For which accounts a rule holds at the end of the day, whatever has fired before. */
export async function wouldFire(db: Db, rule: ActionRule, day: Day): Promise<WouldFire> {
  const ready = readyRule({ ...rule, enabled: true });
  if (!ready.isActive) return { n: 0, accounts: [] };
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from account.account where not withdrawn order by id`.execute(db);
  const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
  const ids = [...nameOf.keys()];
  const found: { id: number; missed: number }[] = [];
  for (let first = 0; first < ids.length; first += accountsPerBatch) {
    const accounts = await scoredAccounts(db, ids.slice(first, first + accountsPerBatch), day);
    for (const account of accounts) {
      const verdict = judge(ready, account, false);
      if (verdict.outcome !== 'fires') continue;
      found.push({ id: account.accountId, missed: verdict.cause.missedPoints });
    }
  }
  const worst = found.toSorted((a, b) => b.missed - a.missed || a.id - b.id).slice(0, shown);
  return {
    n: found.length,
    accounts: worst.map(({ id }) => ({ id, name: nameOf.get(id) ?? '' })),
  };
}
