import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import type { ReadyRule } from './fires.ts';
import { type Closing, type Opening, planFor } from './plan.ts';
import { readReadyRules } from './ready-rules.ts';
import { scoredAccounts } from './scored-accounts.ts';
import { ruleStandings } from './standings.ts';

/** How many actions a refresh opened, and closed by themselves. */
export interface Refreshed {
  fired: number;
  recovered: number;
  lapsed: number;
}

const accountsPerBatch = 500;

/**
 * Fires and closes actions by the health that accounts have at the end of `day`: all of them, or those asked for. It can
 * be repeated at any time and by many at once: a KPI has at most one open action for an account, and a rule none in its
 * cool-down (definitions.md 6).
 */
export async function refreshActions(
  db: Db,
  day: Day,
  accountIds?: readonly number[],
): Promise<Refreshed> {
  const rules = await readReadyRules(db);
  const ids = accountIds ?? (await everyAccount(db));
  const total: Refreshed = { fired: 0, recovered: 0, lapsed: 0 };
  for (let first = 0; first < ids.length; first += accountsPerBatch) {
    const batch = ids.slice(first, first + accountsPerBatch);
    const done = await refreshBatch(db, { day, rules, accountIds: batch });
    total.fired += done.fired;
    total.recovered += done.recovered;
    total.lapsed += done.lapsed;
  }
  return total;
}

async function everyAccount(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from account.account
    where not withdrawn or exists (
      select 1 from app.action where action.account_id = account.id and closed_on is null)
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

interface Batch {
  day: Day;
  rules: readonly ReadyRule[];
  accountIds: readonly number[];
}

type Of<T> = T & { accountId: number };

async function refreshBatch(db: Db, { day, rules, accountIds }: Batch): Promise<Refreshed> {
  const [scored, standings] = await Promise.all([
    scoredAccounts(db, accountIds, day),
    ruleStandings(db, accountIds, day),
  ]);
  const byAccount = new Map(scored.map((account) => [account.accountId, account]));
  const opening: Of<Opening>[] = [];
  const closing: Of<Closing>[] = [];
  for (const accountId of accountIds) {
    const plan = planFor(rules, byAccount.get(accountId), standings.get(accountId) ?? new Map());
    for (const one of plan.opening) opening.push({ ...one, accountId });
    for (const one of plan.closing) closing.push({ ...one, accountId });
  }
  const [recovered, lapsed] = await close(db, day, closing, rules);
  return { fired: await openActions(db, { day, rules, opening }), recovered, lapsed };
}

interface Firing {
  day: Day;
  /** Every one there is: what somebody has of a KPI keeps the others of that KPI waiting. */
  rules: readonly ReadyRule[];
  opening: readonly Of<Opening>[];
}

/**
 * Stores actions that fire; those that are there already stay as they are, and what lapsed on the very day goes on. Returns
 * how many were not open before.
 */
export async function openActions(db: Db, { day, rules: known, opening }: Firing): Promise<number> {
  if (opening.length === 0) return 0;
  const causes = opening.map(({ cause }) => cause);
  const rules = opening.map(({ rule }) => rule);
  const dueOn = rules.map(({ mode, dueDays }) => (mode === 'task' ? addDays(day, dueDays) : null));
  const { rows } = await sql`
    with busy as materialized (
      select account_id, rule_id, kpi
      from app.action
      join unnest(${known.map(({ rule }) => rule.id)}::text[], ${known.map(({ rule }) => rule.kpi)}::text[])
        kpi_of (rule_id, kpi) using (rule_id)
      where account_id = any(${[...new Set(opening.map(({ accountId }) => accountId))]}::int[])
        and closed_on is null and state = 'task'
    ),
    fresh as (
      select ${day}::date as fired_on, fresh.*
      from unnest(
        ${opening.map(({ accountId }) => accountId)}::int[], ${rules.map(({ id }) => id)}::text[],
        ${rules.map(({ mode }) => mode)}::text[], ${causes.map(({ band }) => band)}::text[],
        ${causes.map(({ reading }) => reading)}::float8[], ${causes.map(({ n }) => n)}::int[],
        ${causes.map(({ score }) => score)}::float8[], ${causes.map(({ health }) => health)}::float8[],
        ${causes.map(({ missedPoints }) => missedPoints)}::float8[],
        ${rules.map(({ condition }) => condition)}::text[],
        ${rules.map(({ ownerEmail }) => ownerEmail)}::text[], ${dueOn}::date[],
        ${rules.map(({ kpi }) => kpi)}::text[]
      ) fresh (account_id, rule_id, state, band, reading, n, score, health, missed_points, condition,
        owner_email, due_on, kpi)
      -- Somebody may have taken one of this KPI since it was looked at.
      where not exists (
        select 1 from busy
        where busy.account_id = fresh.account_id and busy.kpi = fresh.kpi and busy.rule_id <> fresh.rule_id
      )
    ),
    again as materialized (
      select account_id, rule_id, fired_on
      from app.action
      join fresh using (account_id, rule_id, fired_on)
      where action.state = 'lapsed'
      order by account_id, rule_id
      for update of action
    ),
    reopened as (
      update app.action
      set state = fresh.state, band = fresh.band, reading = fresh.reading, n = fresh.n, score = fresh.score,
        health = fresh.health, missed_points = fresh.missed_points, condition = fresh.condition,
        owner_email = fresh.owner_email, due_on = fresh.due_on, taken_on = null, closed_on = null, cool_until = null
      from fresh
      join again using (account_id, rule_id, fired_on)
      where action.account_id = fresh.account_id and action.rule_id = fresh.rule_id
        and action.fired_on = fresh.fired_on and action.state = 'lapsed'
      returning 1
    ),
    added as (
      insert into app.action (account_id, rule_id, fired_on, state, band, reading, n, score, health,
        missed_points, condition, owner_email, due_on)
      select account_id, rule_id, fired_on, state, band, reading, n, score, health, missed_points,
        condition, owner_email, due_on
      from fresh
      -- Two refreshes that meet must take the same rows in the same order, or they would wait for each other.
      order by account_id, rule_id
      on conflict do nothing
      returning 1
    )
    select from reopened union all select from added`.execute(db);
  return rows.length;
}

async function close(
  db: Db,
  day: Day,
  closing: readonly Of<Closing>[],
  rules: readonly ReadyRule[],
): Promise<[recovered: number, lapsed: number]> {
  if (closing.length === 0) return [0, 0];
  const coolDownOf = new Map(rules.map(({ rule }) => [rule.id, rule.coolDownDays]));
  // What lapsed may fire again as soon as its band is back; what recovered waits, or it would flicker.
  const coolUntil = closing.map(({ ruleId, state }) =>
    state === 'lapsed' ? day : addDays(day, coolDownOf.get(ruleId) ?? 0),
  );
  const { rows } = await sql<{ state: Closing['state'] }>`
    with wanted as (
      select * from unnest(${closing.map(({ accountId }) => accountId)}::int[],
        ${closing.map(({ ruleId }) => ruleId)}::text[], ${closing.map(({ state }) => state)}::text[],
        ${coolUntil}::date[], ${closing.map(({ from }) => from)}::text[])
        wanted (account_id, rule_id, state, cool_until, seen_as)
    ),
    held as materialized (
      select action.account_id, action.rule_id, action.fired_on, wanted.state, wanted.cool_until
      from app.action
      join wanted using (account_id, rule_id)
      -- Somebody may have taken it up since it was looked at.
      where action.closed_on is null
        and wanted.seen_as = case when action.taken_on is null then action.state else 'taken' end
      order by action.account_id, action.rule_id
      for update of action
    )
    update app.action
    set state = held.state, closed_on = ${day}::date, cool_until = held.cool_until
    from held
    where action.account_id = held.account_id and action.rule_id = held.rule_id
      and action.fired_on = held.fired_on and action.closed_on is null
    returning action.state`.execute(db);
  const recovered = rows.filter(({ state }) => state === 'recovered').length;
  return [recovered, rows.length - recovered];
}
