import { type RawBuilder, sql } from 'kysely';
import { renewalClosedOn } from '../accounts/contracts.ts';

/**
 * `account_id, day`: the earliest of churned_at, the day a lost renewal was closed, and the first day with MRR 0 after a
 * day with MRR above 0 (definitions.md 10, proof). Accounts that have none of these have no row.
 */
export const churnDays = (timeZone: string): RawBuilder<{ account_id: number; day: string }> => sql`
  with paid as (
    select account_id, starts_on, ends_on
    from fact.subscription
    where mrr > 0 and (ends_on is null or ends_on > starts_on)
  )
  select account_id, min(day) as day
  from (
    select id as account_id, (churned_at at time zone ${timeZone})::date as day
    from account.account
    where churned_at is not null and not withdrawn
    union all
    select account_id, ${renewalClosedOn}
    from fact.renewal
    where outcome = 'lost'
    union all
    select ended.account_id, ended.ends_on
    from paid ended
    where ended.ends_on is not null and not exists (
      select from paid
      where paid.account_id = ended.account_id
        and paid.starts_on <= ended.ends_on and (paid.ends_on is null or paid.ends_on > ended.ends_on)
    )
  ) left_on
  group by account_id`;
