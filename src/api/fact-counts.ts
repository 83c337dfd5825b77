import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { type AsOf, endOf } from './as-of.ts';
import type { Account } from './contract/account.ts';

/** How many facts of each kind an account has by the end of a day; `usage` counts days of users. */
export async function factCounts(
  db: Db,
  accountId: number,
  { day, company }: Pick<AsOf, 'day' | 'company'>,
): Promise<Account['counts']> {
  const end = endOf(day, company.time_zone);
  const ofAccount = sql`account_id = ${accountId}`;
  const { rows } = await sql<Account['counts']>`
    with ticket as (
      select id, solved_at from fact.ticket where ${ofAccount} and not withdrawn and opened_at < ${end}
    ),
    step as (
      select distinct on (ticket_id) ticket_id, event
      from fact.ticket_event
      where ${ofAccount} and at < ${end}
      order by ticket_id, at desc, event = 'solved' desc
    )
    select
      (select count(*) from ticket) as tickets,
      (select count(*) from ticket left join step on step.ticket_id = ticket.id
        where case when step.event is null then solved_at is null or solved_at >= ${end}
          else step.event <> 'solved' end) as open_tickets,
      (select count(*) from fact.sla_clock where ${ofAccount} and started_at < ${end}) as sla_clocks,
      (select count(*) from fact.survey_response where ${ofAccount} and sent_at < ${end}) as survey_responses,
      (select count(*) from fact.subscription where ${ofAccount} and starts_on <= ${day}::date) as subscriptions,
      (select count(*) from fact.renewal where ${ofAccount}) as renewals,
      (select count(*) from fact.invoice where ${ofAccount} and issued_on <= ${day}::date) as invoices,
      (select count(*) from fact.interaction where ${ofAccount} and at < ${end}) as interactions,
      (select count(*) from fact.rating where ${ofAccount} and at < ${end}) as ratings,
      (select count(*) from rollup.user_day where ${ofAccount} and day <= ${day}::date) as usage`.execute(
    db,
  );
  const [counts] = rows;
  if (counts === undefined) throw new Error('a query without tables gave no row');
  return counts;
}
