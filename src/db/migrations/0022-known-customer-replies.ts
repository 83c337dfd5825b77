import { type Kysely, sql } from 'kysely';

/** What must be summed again: tickets for the new counter, subscriptions for the MRR that targets are split by. */
const facts = ['tickets', 'subscriptions'];

/** Tickets whose customer replies are known, so that the mean of them leaves the others out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = 'customer_counted_tickets int not null default 0';
  for (const table of ['ticket_solve', 'total']) {
    await sql.raw(`alter table rollup.${table} add column ${column}`).execute(db);
  }
  await sql`
    insert into fact.touched as touched (account_id, facts, readings_from)
    select id, ${facts}::text[], '-infinity'::date from account.account
    on conflict (account_id) do update
      set facts = touched.facts || excluded.facts, usage_from = null, usage_until = null, changed_from = null,
        readings_from = excluded.readings_from`.execute(db);
}
