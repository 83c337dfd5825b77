import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { type Band, bandOfScore, type KnownBand } from '../scoring/bands.ts';
import type { ActionRule } from './action-rule.ts';
import { grade, type ScoredAccount } from './fires.ts';
import { scoredAccounts } from './scored-accounts.ts';

/** What a KPI has come to since it fired a task, without hysteresis. */
export interface Fallen {
  band: KnownBand;
  reading: number | null;
  n: number;
  score: number;
}

/** Null where the band of the KPI's score is no worse than the one it had, and where it has none. */
export function fallenSince(
  { kpi }: Pick<ActionRule, 'kpi'>,
  was: Band,
  account: ScoredAccount | undefined,
): Fallen | null {
  const part = account?.health.parts.find(({ id }) => id === kpi);
  if (account === undefined || part === undefined || part.score === null || part.weight === 0) {
    return null;
  }
  const band = bandOfScore(part.score, account.settings.bands);
  if (grade[band] >= grade[was]) return null;
  return { band, reading: part.value, n: part.n, score: part.score };
}

/** Which task: a rule has one at a time for an account. */
export const taskKey = ({ accountId, ruleId }: { accountId: number; ruleId: string }): string =>
  `${accountId} ${ruleId}`;

interface OpenTask {
  accountId: number;
  ruleId: string;
  band: Band;
}

/** One person's, `''` for those that nobody has; undefined: everybody's. */
export async function openTasks(db: Db, owner: string | undefined): Promise<OpenTask[]> {
  const { rows } = await sql<OpenTask>`
    select account_id as "accountId", rule_id as "ruleId", action.band
    from app.action
    join account.account on account.id = action.account_id
    where state = 'task' and not withdrawn
      and ${owner === undefined ? sql`true` : sql`coalesce(owner_email, csm_email, '') = ${owner}`}`.execute(
    db,
  );
  return rows;
}

/** Of these tasks those whose KPI has fallen since, by `taskKey`. */
export async function fallenTasks(
  db: Db,
  day: Day,
  tasks: readonly OpenTask[],
  rules: ReadonlyMap<string, ActionRule>,
): Promise<Map<string, Fallen>> {
  const accountIds = [...new Set(tasks.map(({ accountId }) => accountId))];
  if (accountIds.length === 0) return new Map();
  const scored = await scoredAccounts(db, accountIds, day);
  const byId = new Map(scored.map((account) => [account.accountId, account]));
  return new Map(
    tasks.flatMap((task) => {
      const rule = rules.get(task.ruleId);
      const fallen = rule && fallenSince(rule, task.band, byId.get(task.accountId));
      return fallen ? [[taskKey(task), fallen] as const] : [];
    }),
  );
}
