import { type Kysely, sql } from 'kysely';

/** Counters of CES, response rate, cadence, response time and onboarding, by table. */
const counters = {
  ces: ['ces_answers int', 'ces_sum numeric'],
  survey: ['surveys_sent int', 'surveys_answered int'],
  interaction: ['has_interaction int', 'last_interaction_day int'],
  first_reply: ['answered_tickets int', 'first_reply_seconds numeric'],
  milestone: ['open_milestones int', 'due_milestones int', 'milestone_credit numeric'],
} as const;

/** What touchpoint tells beside its reading. */
const ticketCounters = [
  'answer_replies int',
  'question_replies int',
  'own_replies int',
  'settled_tickets int',
  'reopened_tickets int',
] as const;

/** What they rest on: accounts that exist are rebuilt from these. */
const facts = [
  'tickets',
  'ticket_messages',
  'ticket_events',
  'survey_responses',
  'interactions',
  'milestones',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  for (const [name, columns] of Object.entries(counters)) {
    await run(
      `create table rollup.${name} (account_id int not null, day date not null, ${columns
        .map((column) => `${column} not null`)
        .join(', ')}, primary key (account_id, day))`,
    );
    await run(`create index on rollup.${name} (day)`);
    for (const column of columns) {
      await run(`alter table rollup.total add column ${column} not null default 0`);
    }
  }
  for (const column of ticketCounters) {
    await run(`alter table rollup.ticket_solve add column ${column} not null default 0`);
    await run(`alter table rollup.total add column ${column} not null default 0`);
  }
  await sql`
    insert into fact.touched as touched (account_id, facts, readings_from)
    select id, ${facts}::text[], '-infinity'::date from account.account
    on conflict (account_id) do update
      set facts = touched.facts || excluded.facts, usage_from = null, usage_until = null,
        readings_from = excluded.readings_from`.execute(db);
}
