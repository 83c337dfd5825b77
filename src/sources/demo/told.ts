/** The columns the demo fills, per fact of the interchange format (definitions.md 3). */
export const columnsTold = {
  accounts: [
    'account_id',
    'name',
    'domain',
    'segment',
    'stage',
    'csm_email',
    'currency',
    'country',
    'industry',
    'parent_account_id',
    'created_at',
    'churned_at',
    'churn_reason',
  ],
  contacts: ['contact_id', 'account_id', 'name', 'email', 'title', 'role', 'left_at'],
  tickets: [
    'ticket_id',
    'account_id',
    'opened_at',
    'subject',
    'solved_at',
    'status',
    'priority',
    'channel',
    'requester_id',
    'assignee_email',
    'reopen_count',
    'agent_replies',
    'customer_replies',
  ],
  ticket_messages: ['message_id', 'ticket_id', 'at', 'author', 'public', 'opening'],
  ticket_events: ['ticket_id', 'at', 'event'],
  sla_clocks: [
    'ticket_id',
    'metric',
    'started_at',
    'stopped_at',
    'promised_minutes',
    'internal_minutes',
  ],
  time_entries: [
    'entry_id',
    'account_id',
    'at',
    'minutes',
    'user_email',
    'hourly_cost',
    'currency',
    'kind',
  ],
  costs: ['cost_id', 'account_id', 'at', 'amount', 'currency', 'kind'],
  subscriptions: [
    'subscription_id',
    'account_id',
    'starts_on',
    'mrr',
    'currency',
    'ends_on',
    'product',
    'seats',
    'renews_on',
    'auto_renew',
    'status',
  ],
  renewals: [
    'renewal_id',
    'account_id',
    'due_on',
    'amount',
    'currency',
    'closed_on',
    'outcome',
    'renewed_amount',
  ],
  invoices: [
    'invoice_id',
    'account_id',
    'issued_on',
    'due_on',
    'amount',
    'currency',
    'paid_on',
    'status',
  ],
  usage_events: ['account_id', 'user_id', 'at', 'feature', 'count'],
  survey_responses: [
    'response_id',
    'account_id',
    'kind',
    'sent_at',
    'responded_at',
    'score',
    'scale_max',
    'comment',
    'contact_id',
    'ticket_id',
  ],
  interactions: [
    'interaction_id',
    'account_id',
    'at',
    'kind',
    'contact_ids',
    'csm_email',
    'minutes',
    'inbound',
    'summary',
  ],
  ratings: ['account_id', 'csm_email', 'at', 'rating', 'note'],
  opportunities: [
    'opportunity_id',
    'account_id',
    'kind',
    'amount',
    'currency',
    'created_at',
    'stage',
    'closed_on',
    'won',
    'sourced_by_email',
    'closed_by_email',
  ],
  milestones: ['account_id', 'milestone', 'due_on', 'done_on'],
  fx_rates: ['currency', 'rate', 'from_on'],
  targets: ['csm_email', 'kind', 'period', 'value', 'currency', 'account_id'],
} as const;

export type ToldFact = keyof typeof columnsTold;

type Cell = string | number | boolean | undefined;
type RowOf<Fact extends ToldFact> = Partial<Record<(typeof columnsTold)[Fact][number], Cell>>;

/** One row of one fact; what is left out is an empty cell. */
export type Told = { [Fact in ToldFact]: { fact: Fact; row: RowOf<Fact> } }[ToldFact];

/** The row as text, in the order of the fact's columns. */
export function cellsOf(told: Told): string[] {
  const row: Readonly<Record<string, Cell>> = told.row;
  return columnsTold[told.fact].map((column) => {
    const cell = row[column];
    return cell === undefined ? '' : String(cell);
  });
}
