import type { Day } from './days.ts';

/** How a cell is read; a trailing `!` means that the column may not be empty. */
type Kind =
  | 'text'
  | 'text!'
  | 'word'
  | 'word!'
  | 'time'
  | 'time!'
  | 'date'
  | 'date!'
  | 'number'
  | 'number!'
  | 'boolean';

/** The files and columns of the interchange format (definitions.md 3), in its order. */
export const columns = {
  accounts: {
    account_id: 'text!',
    name: 'text!',
    domain: 'text',
    segment: 'text',
    stage: 'text',
    csm_email: 'text',
    currency: 'text',
    country: 'text',
    industry: 'text',
    parent_account_id: 'text',
    created_at: 'time',
    churned_at: 'time',
    churn_reason: 'text',
  },
  contacts: {
    contact_id: 'text!',
    account_id: 'text!',
    name: 'text!',
    email: 'text',
    title: 'text',
    role: 'word',
    left_at: 'time',
  },
  tickets: {
    ticket_id: 'text!',
    account_id: 'text!',
    opened_at: 'time!',
    subject: 'text',
    solved_at: 'time',
    status: 'text',
    priority: 'text',
    channel: 'text',
    requester_id: 'text',
    assignee_email: 'text',
    reopen_count: 'number',
    agent_replies: 'number',
    customer_replies: 'number',
  },
  ticket_messages: {
    message_id: 'text!',
    ticket_id: 'text!',
    at: 'time!',
    author: 'word!',
    public: 'boolean',
    opening: 'boolean',
  },
  ticket_events: { ticket_id: 'text!', at: 'time!', event: 'word!' },
  sla_clocks: {
    ticket_id: 'text!',
    metric: 'word!',
    started_at: 'time!',
    stopped_at: 'time',
    elapsed_minutes: 'number',
    promised_minutes: 'number',
    internal_minutes: 'number',
    promised_met: 'boolean',
    internal_met: 'boolean',
    breached_at: 'time',
    superseded_at: 'time',
  },
  time_entries: {
    entry_id: 'text!',
    account_id: 'text!',
    at: 'time!',
    minutes: 'number!',
    ticket_id: 'text',
    user_email: 'text',
    hourly_cost: 'number',
    currency: 'text',
    kind: 'text',
  },
  costs: {
    cost_id: 'text!',
    account_id: 'text!',
    at: 'time!',
    amount: 'number!',
    currency: 'text!',
    kind: 'text',
  },
  subscriptions: {
    subscription_id: 'text!',
    account_id: 'text!',
    starts_on: 'date!',
    mrr: 'number!',
    currency: 'text!',
    ends_on: 'date',
    product: 'text',
    seats: 'number',
    renews_on: 'date',
    auto_renew: 'boolean',
    status: 'text',
  },
  renewals: {
    renewal_id: 'text!',
    account_id: 'text!',
    due_on: 'date!',
    amount: 'number!',
    currency: 'text!',
    closed_on: 'date',
    outcome: 'word',
    renewed_amount: 'number',
  },
  invoices: {
    invoice_id: 'text!',
    account_id: 'text!',
    issued_on: 'date!',
    due_on: 'date!',
    amount: 'number!',
    currency: 'text!',
    paid_on: 'date',
    status: 'word',
  },
  usage_events: {
    account_id: 'text!',
    user_id: 'text!',
    at: 'time!',
    feature: 'text',
    count: 'number',
  },
  usage_daily: {
    account_id: 'text!',
    user_id: 'text!',
    day: 'date!',
    feature: 'text',
    count: 'number',
  },
  survey_responses: {
    response_id: 'text!',
    account_id: 'text!',
    kind: 'word!',
    sent_at: 'time!',
    responded_at: 'time',
    score: 'number',
    scale_max: 'number',
    comment: 'text',
    contact_id: 'text',
    ticket_id: 'text',
  },
  interactions: {
    interaction_id: 'text!',
    account_id: 'text!',
    at: 'time!',
    kind: 'word!',
    contact_ids: 'text',
    csm_email: 'text',
    minutes: 'number',
    inbound: 'boolean',
    summary: 'text',
  },
  ratings: {
    account_id: 'text!',
    csm_email: 'text!',
    at: 'time!',
    rating: 'number!',
    note: 'text',
  },
  opportunities: {
    opportunity_id: 'text!',
    account_id: 'text!',
    kind: 'word!',
    amount: 'number!',
    currency: 'text!',
    created_at: 'time!',
    stage: 'text',
    closed_on: 'date',
    won: 'boolean',
    sourced_by_email: 'text',
    closed_by_email: 'text',
  },
  milestones: { account_id: 'text!', milestone: 'text!', due_on: 'date!', done_on: 'date' },
  series: { account_id: 'text!', series: 'text!', day: 'date!', value: 'number!' },
  fx_rates: { currency: 'text!', rate: 'number!', from_on: 'date' },
  targets: {
    csm_email: 'text!',
    kind: 'word!',
    period: 'text!',
    value: 'number!',
    currency: 'text',
    account_id: 'text',
  },
} as const satisfies Record<string, Record<string, Kind>>;

export type FileName = keyof typeof columns;

type Value<K> = K extends 'text!' | 'word!'
  ? string
  : K extends 'text' | 'word'
    ? string | null
    : K extends 'time!' | 'number!'
      ? number
      : K extends 'time' | 'number'
        ? number | null
        : K extends 'date!'
          ? Day
          : K extends 'date'
            ? Day | null
            : boolean | null;

/** One parsed row: instants in epoch milliseconds, dates as text, decimals as numbers, empty as null. */
export type Row<F extends FileName> = {
  [C in keyof (typeof columns)[F]]: Value<(typeof columns)[F][C]>;
};

/** All parsed rows, by file. */
export type Facts = { [F in FileName]: Row<F>[] };

export type Message = Row<'ticket_messages'>;
export type TicketEvent = Row<'ticket_events'>;
export type Clock = Row<'sla_clocks'>;
export type Subscription = Row<'subscriptions'>;
export type SurveyResponse = Row<'survey_responses'>;

/** Columns that make a row's key where the file has no id of its own (definitions.md 10, import). */
export const keys: { [F in FileName]: readonly string[] } = {
  accounts: ['account_id'],
  contacts: ['contact_id'],
  tickets: ['ticket_id'],
  ticket_messages: ['message_id'],
  ticket_events: ['ticket_id', 'at', 'event'],
  sla_clocks: ['ticket_id', 'metric', 'started_at'],
  time_entries: ['entry_id'],
  costs: ['cost_id'],
  subscriptions: ['subscription_id'],
  renewals: ['renewal_id'],
  invoices: ['invoice_id'],
  usage_events: ['account_id', 'user_id', 'at', 'feature'],
  usage_daily: ['account_id', 'user_id', 'day', 'feature'],
  survey_responses: ['response_id'],
  interactions: ['interaction_id'],
  ratings: ['account_id', 'csm_email', 'at'],
  opportunities: ['opportunity_id'],
  milestones: ['account_id', 'milestone'],
  series: ['account_id', 'series', 'day'],
  fx_rates: ['currency', 'from_on'],
  targets: ['csm_email', 'kind', 'period', 'account_id'],
};

/** Settings the readings depend on; money in major units of the company's currency. */
export interface Settings {
  timeZone: string;
  currency: string;
  defaultHourlyCost: number;
  minutesPerReply: number;
  /** Another window than the definition's, for the one KPI looked at. */
  windowDays?: number;
  /** Other parameters than the definition's, for the one KPI looked at. */
  minimumRows?: number;
  agreedDays?: number;
  revenue?: 'invoices';
  /** Seats in use on a day as the account's own column says; null where it says nothing that is a number. */
  seatsDeployed?: (accountId: string, day: Day) => number | null;
  /** Business minutes a ticket waited from its opening to an instant; null where it is under no calendar. */
  businessMinutes?: (ticketId: string, openedAt: number, until: number) => number | null;
}
