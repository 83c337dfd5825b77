import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { type FiredAction, firedColumns } from './account-actions.ts';

/** Actions a person is shown for one day; the rest waits (definitions.md 6, daily budget). */
export const defaultDailyBudget = 10;
const budgetKey = 'actions_per_day';

export async function readDailyBudget(db: Db): Promise<number> {
  const { rows } = await sql<{ value: string }>`
    select value from app.setting where key = ${budgetKey}`.execute(db);
  return rows[0] === undefined ? defaultDailyBudget : Number(rows[0].value);
}

export async function writeDailyBudget(db: Db, perDay: number): Promise<void> {
  await sql`
    insert into app.setting (key, value) values (${budgetKey}, ${String(perDay)})
    on conflict (key) do update set value = excluded.value`.execute(db);
}

/** An open action in somebody's list. */
export interface ListedAction extends FiredAction {
  account: string;
  /** Who has it: of the task or rule, else the CSM of the account; null: nobody. */
  owner: string | null;
  /** Of today, in the company's currency. */
  mrr: number | null;
  /** Within the budget of the day, or a promise that is due. */
  isForToday: boolean;
}

export interface DayListRequest {
  today: Day;
  perDay: number;
  /** One person's, `''` for those that nobody has; undefined: everybody's. */
  owner: string | undefined;
  /** Of those that wait; how many of them are passed over, and shown. */
  offset: number;
  limit: number;
  /** Tasks whose KPI has fallen since: they come up before they are due. */
  fallen: readonly { accountId: number; ruleId: string }[];
}

export interface DayList {
  today: ListedAction[];
  later: ListedAction[];
  laterCount: number;
  /** Suggestions that rest, those that come back first. */
  snoozed: ListedAction[];
}

const mostForToday = 200;
const mostSnoozed = 200;

/**
 * What is to be done today, person by person: tasks somebody took on that are due come first and always, then what the
 * budget leaves room for: tasks whose KPI has fallen since, then the rest by MRR × points missed × priority. What was decided today has used it up; what rests neither
 * stands there nor takes room.
 */
export async function dayList(
  db: Db,
  { today, perDay, owner, limit, offset, fallen }: DayListRequest,
  /** A factor; of every rule there is. */
  priorityOf: ReadonlyMap<string, number>,
): Promise<DayList> {
  const ownerOf = sql`coalesce(owner_email, csm_email)`;
  const isAsked = owner === undefined ? sql`true` : sql`coalesce(${ownerOf}, '') = ${owner}`;
  const rests = sql`state = 'suggested' and snoozed_until > ${today}::date`;
  const inOrder = sql`urgency desc, gain desc, weight desc, account_id, rule_id`;
  // Everybody's open actions are put in order by as little as that takes; those shown alone are read in full.
  const { rows } = await sql<ListedAction & { waiting: number }>`
    with decided as (
      select ${ownerOf} as owner, count(*) as n
      from app.action
      join account.account on account.id = action.account_id
      where state in ('done', 'dismissed') and closed_on = ${today}::date
      group by 1
    ),
    open as (
      select account_id, rule_id, fired_on, ${ownerOf} as owner, missed_points * priority as weight,
        coalesce(mrr, 0) * missed_points * priority as gain,
        -- A promise that is due, then what its rule made due and tasks whose KPI has fallen.
        case when due_on <= ${today}::date then case when taken_on is null then 1 else 2 end
          when fallen.account_id is null then 0 else 1 end as urgency
      from app.action
      join account.account on account.id = action.account_id
      left join health.current using (account_id)
      join unnest(${[...priorityOf.keys()]}::text[], ${[...priorityOf.values()]}::int[])
        rules (rule_id, priority) using (rule_id)
      left join unnest(${fallen.map(({ accountId }) => accountId)}::int[],
        ${fallen.map(({ ruleId }) => ruleId)}::text[]) fallen (account_id, rule_id) using (account_id, rule_id)
      where closed_on is null and not (${rests} is true) and not withdrawn and ${isAsked}
    ),
    ranked as (
      select open.*, row_number() over (partition by owner order by ${inOrder}) as rank from open
    ),
    placed as (
      select ranked.*, urgency = 2 or rank <= ${perDay}::int - coalesce(decided.n, 0) as is_for_today
      from ranked
      left join decided on decided.owner is not distinct from ranked.owner
    ),
    shown as (
      (select placed.* from placed where is_for_today order by ${inOrder} limit ${mostForToday})
      union all
      (select placed.* from placed where not is_for_today order by ${inOrder}
        limit ${limit} offset ${offset})
    )
    select ${firedColumns}, account.name as account, shown.owner, mrr, is_for_today as "isForToday",
      (select count(*) from placed where not is_for_today) as waiting
    from shown
    join app.action using (account_id, rule_id, fired_on)
    join account.account on account.id = shown.account_id
    left join health.current using (account_id)
    order by is_for_today desc, ${inOrder}`.execute(db);
  const { rows: snoozed } = await sql<ListedAction>`
    select ${firedColumns}, account.name as account, ${ownerOf} as owner, mrr, false as "isForToday"
    from app.action
    join account.account on account.id = action.account_id
    left join health.current using (account_id)
    where closed_on is null and ${rests} and not withdrawn and ${isAsked}
    order by snoozed_until, missed_points desc, account_id, rule_id
    limit ${mostSnoozed}`.execute(db);
  return {
    snoozed,
    today: rows.filter(({ isForToday }) => isForToday),
    later: rows.filter(({ isForToday }) => !isForToday),
    laterCount: rows[0]?.waiting ?? 0,
  };
}
