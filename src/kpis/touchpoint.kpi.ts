import { sql } from 'kysely';
import { agentReply, ticketEvent, ticketSolve } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { windowRange } from './window.ts';

const minimumRows = 3;

/** Are concerns solved with one answer? (definitions.md 4 and 10, touchpoint) */
export const touchpoint = defineKpi({
  id: 'touchpoint',
  area: 'support',
  unit: 'share',
  better: 'up',
  weight: 10,
  windowDays: 90,
  minimumRows,
  facts: [ticketSolve, ticketEvent, agentReply],
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [0, 0],
    [0.4, 40],
    [0.7, 75],
    [0.9, 100],
  ],
  value: () => sql`c.one_touch_tickets::float8 / nullif(c.solved_tickets, 0)`,
  rowCount: sql`c.solved_tickets`,
  rollupWindows: (windowDays) => ({ ticket_solve: windowDays }),
  figures: [
    {
      id: 'mean_agent_replies',
      unit: 'count',
      value: sql`c.agent_replies::float8 / nullif(c.solved_tickets, 0)`,
    },
    {
      id: 'mean_customer_replies',
      unit: 'count',
      value: sql`c.customer_replies::float8 / nullif(c.customer_counted_tickets, 0)`,
    },
    {
      id: 'unanswered_share',
      unit: 'share',
      value: sql`c.unanswered_tickets::float8 / nullif(c.solved_tickets, 0)`,
    },
    {
      id: 'reopen_rate',
      unit: 'share',
      value: sql`c.reopened_tickets::float8 / nullif(c.settled_tickets, 0)`,
    },
    {
      id: 'extra_replies_answer',
      unit: 'count',
      value: sql`case when c.solved_tickets > 0 then c.answer_replies::float8 end`,
    },
    {
      id: 'extra_replies_new_question',
      unit: 'count',
      value: sql`case when c.solved_tickets > 0 then c.question_replies::float8 end`,
    },
    {
      id: 'extra_replies_own',
      unit: 'count',
      value: sql`case when c.solved_tickets > 0 then c.own_replies::float8 end`,
    },
  ],
  rows: {
    columns: [
      { id: 'ticket_id', type: 'text' },
      { id: 'subject', type: 'text' },
      { id: 'opened_at', type: 'instant' },
      { id: 'last_solved_at', type: 'instant' },
      { id: 'agent_replies', type: 'integer' },
      { id: 'customer_replies', type: 'integer' },
      { id: 'extra_reply', type: 'enum' },
      { id: 'met', type: 'boolean' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        with ticket as (
          select * from fact.ticket where account_id = ${accountId} and not withdrawn
        ),
        step as (
          select ticket_id, at, event = 'solved' as solved, event
          from fact.ticket_event
          where account_id = ${accountId} and at < ${until}
          union all
          select id, solved_at, true, 'solved'
          from ticket
          where solved_at < ${until} and not exists (
            select 1 from fact.ticket_event e where e.ticket_id = ticket.id and e.event = 'solved'
          )
        ),
        solve as (
          select ticket_id, max(at) filter (where solved) as at, max(at) filter (where not solved) as unsolved_at
          from step
          group by ticket_id
        ),
        message as (
          select ticket_id, external_id, at, author,
            public is not false and opening is not true and author = 'agent' as is_agent_reply,
            public is not false and opening is not true and author = 'customer' as is_customer_reply
          from fact.ticket_message
          where account_id = ${accountId}
        ),
        reply as (
          select message.ticket_id, message.at,
            lag(message.at) over in_order as previous_at, row_number() over in_order as position
          from message
          join solve on solve.ticket_id = message.ticket_id and message.at <= solve.at
          where is_agent_reply
          window in_order as (partition by message.ticket_id order by message.at, message.external_id)
        ),
        extra as (
          select reply.ticket_id,
            case
              when customer.at is null then 'own'
              when (
                select step.event from step
                where step.ticket_id = reply.ticket_id and step.at <= customer.at
                order by step.at desc, step.solved desc limit 1
              ) = 'pending' then 'answer'
              else 'new_question'
            end as cause
          from reply
          left join lateral (
            select max(message.at) as at
            from message
            where message.ticket_id = reply.ticket_id and message.is_customer_reply
              and message.at > reply.previous_at and message.at <= reply.at
          ) customer on true
          where reply.position = 2
        ),
        talked as (
          select message.ticket_id,
            count(*) filter (where is_agent_reply and message.at <= solve.at) as agent_replies,
            count(*) filter (where is_customer_reply and message.at <= solve.at) as customer_replies
          from message
          join solve using (ticket_id)
          group by message.ticket_id
        ),
        counted as (
          select ticket.external_id, ticket.subject, ticket.opened_at, solve.at, extra.cause,
            case when talked.ticket_id is null then ticket.agent_replies else talked.agent_replies end as agent_replies,
            case when talked.ticket_id is null then ticket.customer_replies else talked.customer_replies end
              as customer_replies
          from solve
          join ticket on ticket.id = solve.ticket_id
          left join talked on talked.ticket_id = solve.ticket_id
          left join extra on extra.ticket_id = solve.ticket_id
          where ${isInWindow('solve.at')} and (solve.unsolved_at is null or solve.unsolved_at <= solve.at)
        )
        select external_id, subject, opened_at, at, agent_replies::int, customer_replies::int, cause,
          agent_replies <= 1
        from counted
        where agent_replies is not null
        order by at desc, external_id`;
    },
  },
});
