import { sql } from 'kysely';
import type { Company } from '../accounts/company.ts';
import { mrrAsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { Member } from '../scoring/parents.ts';

/**
 * The accounts that belong to a group of companies at the end of a day, for `rolledUp`: parents, and those with one. Who
 * has left by then or is not yet there belongs to none. Empty where no account names a parent.
 */
export async function groupMembers(
  db: Db,
  day: Day,
  company: Pick<Company, 'time_zone' | 'currency'>,
): Promise<Member[]> {
  const accounts = sql`account_id = any(array(select id from member))`;
  const { rows } = await sql<Member>`
    with present as (
      select id, source_id, external_id, parent_account_external_id
      from account.account
      where not withdrawn
        and (created_at is null or (created_at at time zone ${company.time_zone})::date <= ${day}::date)
        and (churned_at is null or (churned_at at time zone ${company.time_zone})::date > ${day}::date)
    ), link as (
      select child.id, parent.id as parent_id
      from present child
      join present parent
        on parent.source_id = child.source_id and parent.external_id = child.parent_account_external_id
    ), member as (
      select id, parent_id from link
      union all
      select parent_id, null from (select distinct parent_id from link) parent
      where not exists (select from link where link.id = parent.parent_id)
    )
    select member.id, member.parent_id as "parentId", 12 * revenue.mrr as arr
    from member
    left join (${mrrAsOf({ day, accounts, currency: company.currency })}) revenue on revenue.account_id = member.id
    order by member.id`.execute(db);
  return rows;
}
