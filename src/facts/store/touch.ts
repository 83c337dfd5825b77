import { type RawBuilder, sql } from 'kysely';
import type { SettleContext } from './context.ts';
import type { Layout } from './layout.ts';

const usageFacts = ['usage_events', 'usage_daily'];

/** Facts that no rollup is made of, though readings may rest on them. */
const companyFacts = new Set(['fx_rates', 'targets', 'calendar_hours', 'calendar_holidays']);

/** Every fact that hangs on an account or ticket: what a withdrawal or a return brings back. */
const allAccountFacts = [
  'tickets',
  'ticket_messages',
  'ticket_events',
  'sla_clocks',
  'time_entries',
  'costs',
  'subscriptions',
  'invoices',
  'survey_responses',
  'ratings',
];

/** Remembers accounts whose readings have to be made again, and the facts that changed there; null ids are passed over. */
export async function touchAccounts(
  context: SettleContext,
  layout: Layout,
  accounts: RawBuilder<unknown>,
  how: 'new' | 'moved',
): Promise<void> {
  const file = layout.fact.file;
  if (companyFacts.has(file)) {
    if (file === 'fx_rates') await touch(context, sql`select id from account.account`, []);
    return;
  }
  if (usageFacts.includes(file)) return;
  const facts =
    file === 'accounts' ? (how === 'moved' ? [...allAccountFacts, ...usageFacts] : []) : [file];
  if (file === 'tickets' && how === 'moved')
    facts.push('ticket_messages', 'ticket_events', 'sla_clocks');
  await touch(context, accounts, facts);
  if (file === 'time_entries') {
    // An entry ends the costing of its ticket's replies, whichever account the ticket is of.
    await touch(
      context,
      sql`select ticket.account_id from ${layout.stage} s
        join fact.ticket on ticket.source_id = ${context.sourceId} and ticket.external_id = s.ticket_id`,
      [file],
    );
  }
}

/** The same for the tickets that stored entries name before they change: those in stage_match `m`. */
export async function touchCostedTickets(
  context: SettleContext,
  { fact: { file } }: Layout,
  where: RawBuilder<unknown>,
): Promise<void> {
  if (file !== 'time_entries') return;
  await touch(
    context,
    sql`select ticket.account_id from stage_match m
      join fact.time_entry f on f.ctid = m.stored_row
      join fact.ticket on ticket.source_id = ${context.sourceId} and ticket.external_id = f.ticket_external_id
      where ${where}`,
    [file],
  );
}

async function touch(
  { db }: SettleContext,
  accounts: RawBuilder<unknown>,
  facts: readonly string[],
): Promise<void> {
  await sql`
    insert into fact.touched as touched (account_id, facts)
    select distinct account_id, ${facts}::text[] from (${accounts}) changed (account_id)
    where account_id is not null
    on conflict (account_id) do update set
      facts = array(select distinct fact from unnest(touched.facts || excluded.facts) fact),
      usage_from = case when excluded.facts && ${usageFacts}::text[] then null else touched.usage_from end,
      usage_until = case when excluded.facts && ${usageFacts}::text[] then null else touched.usage_until end`.execute(
    db,
  );
}

export const isUsage = ({ fact }: Layout): boolean => usageFacts.includes(fact.file);

/** Usage remembers its days too, so that only those are built again; called while the old rows are still there. */
export async function touchUsage(
  context: SettleContext,
  layout: Layout,
  ordinals: RawBuilder<unknown>,
): Promise<void> {
  if (!isUsage(layout)) return;
  await noteUsageDays(
    context,
    layout,
    sql`
      select owner.id as account_id, s.${sql.ref(usageTime(layout))}
      from ${layout.stage} s
      join account.account owner on owner.source_id = ${context.sourceId} and owner.external_id = s.account_id
      where s.ordinal in (${ordinals})`,
  ).execute(context.db);
}

/** The column that says when a use happened. */
export const usageTime = ({ fact }: Layout): 'day' | 'at' =>
  fact.file === 'usage_daily' ? 'day' : 'at';

/** Notes the days of `uses` (`account_id` and the {@link usageTime} column), by account. */
export function noteUsageDays(
  { timeZone }: SettleContext,
  layout: Layout,
  uses: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const time = sql.ref(usageTime(layout));
  // A day to spare on either side: where clocks go back at midnight, a later instant may have the earlier day.
  const [from, until] =
    usageTime(layout) === 'day'
      ? [sql`min(${time})`, sql`max(${time})`]
      : [
          sql`(min(${time}) at time zone ${timeZone})::date - 1`,
          sql`(max(${time}) at time zone ${timeZone})::date + 1`,
        ];
  return sql`
    insert into fact.touched as touched (account_id, facts, usage_from, usage_until)
    select account_id, ${[layout.fact.file]}::text[], ${from}, ${until}
    from (${uses}) uses
    group by account_id
    on conflict (account_id) do update set
      facts = array(select distinct fact from unnest(touched.facts || excluded.facts) fact),
      usage_from = case
        when not touched.facts && ${usageFacts}::text[] then excluded.usage_from
        when touched.usage_from is null then null
        else least(touched.usage_from, excluded.usage_from) end,
      usage_until = case
        when not touched.facts && ${usageFacts}::text[] then excluded.usage_until
        when touched.usage_until is null then null
        else greatest(touched.usage_until, excluded.usage_until) end`;
}
