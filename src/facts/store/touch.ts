import { type RawBuilder, sql } from 'kysely';
import type { SettleContext } from './context.ts';
import type { Layout } from './layout.ts';

const usageFacts = ['usage_events', 'usage_daily'];

/** Facts that no rollup is made of, though readings may rest on them. */
const companyFacts = new Set(['fx_rates', 'targets', 'calendar_hours', 'calendar_holidays']);
const calendarFacts = new Set(['calendar_hours', 'calendar_holidays']);

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
  'contacts',
  'interactions',
  'renewals',
  'opportunities',
  'milestones',
  'series',
];

/**
 * Statements that remember accounts whose readings have to be made again, and the facts that changed there; null ids are
 * passed over. `accounts` yields ids, of new rows with the first day on which they can matter.
 */
export function touches(
  context: SettleContext,
  layout: Layout,
  accounts: RawBuilder<unknown>,
  how: 'new' | 'moved',
): readonly RawBuilder<unknown>[] {
  const file = layout.fact.file;
  if (companyFacts.has(file)) {
    if (file === 'fx_rates') return [touched(everyDay(sql`select id from account.account`), [])];
    if (file === 'targets') return [touchedCsms(sql`select csm_email from ${layout.stage}`)];
    return calendarFacts.has(file) ? [touchedCalendars(context)] : [];
  }
  if (usageFacts.includes(file)) return [];
  const days = how === 'new' ? accounts : everyDay(accounts);
  if (file === 'accounts') {
    const facts = how === 'moved' ? [...allAccountFacts, ...usageFacts] : [];
    // A target may have been set for an account that was unknown until now or goes; its CSM's are split over one more.
    const csms = sql`
      select target.csm_email from ${layout.stage} s
      join fact.target on target.source_id = ${context.sourceId} and target.account_external_id = s.account_id
      union
      select target.csm_email from ${layout.stage} s join fact.target using (csm_email)`;
    return [touched(days, facts), touchedCsms(csms)];
  }
  if (file === 'time_entries') {
    // An entry ends the costing of its ticket's replies, whichever account the ticket is of.
    const costed = sql`
      select ticket.account_id, null::date from ${layout.stage} s
      join fact.ticket on ticket.source_id = ${context.sourceId} and ticket.external_id = s.ticket_id`;
    return [touched(sql`(${days}) union all ${costed}`, [file])];
  }
  if (file === 'tickets') {
    const withTicket = ['ticket_messages', 'ticket_events', 'sla_clocks'];
    // What hangs on a new ticket comes behind it, and is noted by itself.
    return [touched(days, how === 'new' ? ['new_tickets'] : [file, ...withTicket])];
  }
  return [touched(days, [file])];
}

/** Remembers accounts of which rows were known before. */
export async function touchMoved(
  context: SettleContext,
  layout: Layout,
  accounts: RawBuilder<unknown>,
): Promise<void> {
  for (const statement of touches(context, layout, accounts, 'moved')) {
    await statement.execute(context.db);
  }
}

/** Remembers CSMs whose targets have to be split again over their accounts. */
const touchedCsms = (csms: RawBuilder<unknown>) =>
  sql`insert into fact.touched_csm (csm_email) select distinct csm_email from (${csms}) changed`;

/** Remembers a source whose calendars have to be looked at again. */
const touchedCalendars = ({ sourceId }: SettleContext) =>
  sql`insert into fact.touched_calendar (source_id) values (${sourceId}::smallint)`;

/** The same for the tickets that stored entries name before they change: those in stage_match `m`. */
export async function touchCostedTickets(
  context: SettleContext,
  { fact: { file } }: Layout,
  where: RawBuilder<unknown>,
): Promise<void> {
  if (file !== 'time_entries') return;
  const costed = sql`
    select ticket.account_id, null::date from stage_match m
    join fact.time_entry f on f.ctid = m.stored_row
    join fact.ticket on ticket.source_id = ${context.sourceId} and ticket.external_id = f.ticket_external_id
    where ${where}`;
  await touched(costed, [file]).execute(context.db);
}

/** What was there before may matter on any day. */
const everyDay = (accounts: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select account_id, null::date from (${accounts}) changed (account_id)`;

/** One day before which nothing changed is enough only where every change has one. */
const earliestChange = sql`
  changed_from = case when touched.facts = '{}' then excluded.changed_from
    when touched.changed_from is null or excluded.changed_from is null then null
    else least(touched.changed_from, excluded.changed_from) end`;

const touched = (accounts: RawBuilder<unknown>, facts: readonly string[]) => sql`
    insert into fact.touched as touched (account_id, facts, changed_from)
    select account_id, ${facts}::text[], case when bool_and(changed_from is not null) then min(changed_from) end
    from (${accounts}) changed (account_id, changed_from)
    where account_id is not null
    group by account_id
    on conflict (account_id) do update set
      facts = array(select distinct fact from unnest(touched.facts || excluded.facts) fact),
      ${facts.length === 0 ? sql`changed_from = touched.changed_from` : earliestChange},
      usage_from = case when excluded.facts && ${usageFacts}::text[] then null else touched.usage_from end,
      usage_until = case when excluded.facts && ${usageFacts}::text[] then null else touched.usage_until end`;

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

/** Notes the days of `uses` (`account_id` and the {@link usageTime} column), by account, to be counted again. */
export function noteUsageDays(
  { timeZone }: SettleContext,
  layout: Layout,
  uses: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const time = sql.ref(usageTime(layout));
  // A day to spare on either side: where clocks go back at midnight, a later instant may have the earlier day.
  const days =
    usageTime(layout) === 'day'
      ? { from: sql`min(${time})`, until: sql`max(${time})` }
      : {
          from: sql`(min(${time}) at time zone ${timeZone})::date - 1`,
          until: sql`(max(${time}) at time zone ${timeZone})::date + 1`,
        };
  return usageTouched(layout, { ...days, changedFrom: days.from, uses });
}

/**
 * Keeps few new `uses` (rows of the fact) to be added to what is counted: to count their days again would be to read
 * everybody's usage of those days.
 */
export function noteAddedUsage(
  { timeZone }: SettleContext,
  layout: Layout,
  uses: RawBuilder<unknown>,
): readonly RawBuilder<unknown>[] {
  const time = sql.ref(usageTime(layout));
  const day = usageTime(layout) === 'day' ? time : sql`(${time} at time zone ${timeZone})::date`;
  const none = { from: sql`'infinity'::date`, until: sql`'-infinity'::date` };
  return [
    sql`
      insert into fact.added_usage (account_id, user_id, feature, day)
      select account_id, user_id, feature, ${day} from (${uses}) uses where coalesce(count, 1) > 0`,
    usageTouched(layout, { ...none, changedFrom: sql`min(${day})`, uses }),
  ];
}

interface UsageTouch {
  from: RawBuilder<unknown>;
  until: RawBuilder<unknown>;
  changedFrom: RawBuilder<unknown>;
  uses: RawBuilder<unknown>;
}

const usageTouched = (layout: Layout, { from, until, changedFrom, uses }: UsageTouch) => sql`
    insert into fact.touched as touched (account_id, facts, changed_from, usage_from, usage_until)
    select account_id, ${[layout.fact.file]}::text[], ${changedFrom}, ${from}, ${until}
    from (${uses}) uses
    group by account_id
    on conflict (account_id) do update set
      facts = array(select distinct fact from unnest(touched.facts || excluded.facts) fact),
      ${earliestChange},
      usage_from = case
        when not touched.facts && ${usageFacts}::text[] then excluded.usage_from
        when touched.usage_from is null then null
        else least(touched.usage_from, excluded.usage_from) end,
      usage_until = case
        when not touched.facts && ${usageFacts}::text[] then excluded.usage_until
        when touched.usage_until is null then null
        else greatest(touched.usage_until, excluded.usage_until) end`;
