import { type RawBuilder, sql } from 'kysely';

/** A kind of fact that a reading can rest on: where it stands, and by which columns it is dated. */
export interface FactKind {
  /** Plain names of the interchange files it comes in. */
  files: readonly string[];
  table: string;
  /** Each is a time at which something happened; none where facts of the kind hold for every day. */
  at: readonly string[];
  /** Whether those are days, not instants. */
  isDay?: true;
  where?: RawBuilder<boolean>;
  /** Whether it goes with its ticket when that is withdrawn. */
  isOfTicket?: true;
  /** What is counted from it by account and day: it has no source of its own. */
  isCounted?: true;
}

const answered = (kind: string): FactKind => ({
  files: ['survey_responses'],
  table: 'fact.survey_response',
  at: ['responded_at'],
  where: sql`kind = ${kind} and score is not null`,
});

export const csatAnswer = answered('csat');
export const cesAnswer = answered('ces');
export const npsAnswer = answered('nps');

export const survey: FactKind = {
  files: ['survey_responses'],
  table: 'fact.survey_response',
  at: ['sent_at', 'responded_at'],
};

export const ticketOpening: FactKind = {
  files: ['tickets'],
  table: 'fact.ticket',
  at: ['opened_at'],
  where: sql`not withdrawn`,
};

export const ticketSolve: FactKind = {
  files: ['tickets'],
  table: 'fact.ticket',
  at: ['solved_at'],
  where: sql`not withdrawn`,
};

export const ticketEvent: FactKind = {
  files: ['ticket_events'],
  table: 'fact.ticket_event',
  at: ['at'],
  isOfTicket: true,
};

export const agentReply: FactKind = {
  files: ['ticket_messages'],
  table: 'fact.ticket_message',
  at: ['at'],
  where: sql`author = 'agent' and public is not false and opening is not true`,
  isOfTicket: true,
};

/** Clocks with a promise: others are never counted. */
export const slaClock: FactKind = {
  files: ['sla_clocks'],
  table: 'fact.sla_clock',
  at: ['started_at', 'stopped_at'],
  where: sql`(promised_minutes is not null or promised_met is not null)`,
  isOfTicket: true,
};

export const timeEntry: FactKind = {
  files: ['time_entries'],
  table: 'fact.time_entry',
  at: ['at'],
};

export const cost: FactKind = { files: ['costs'], table: 'fact.cost', at: ['at'] };

export const subscription: FactKind = {
  files: ['subscriptions'],
  table: 'fact.subscription',
  at: ['starts_on'],
  isDay: true,
};

export const invoice: FactKind = {
  files: ['invoices'],
  table: 'fact.invoice',
  at: ['issued_on', 'paid_on'],
  isDay: true,
  where: sql`status is distinct from 'void'`,
};

export const invoiceIssue: FactKind = { ...invoice, at: ['issued_on'] };

export const renewalWon: FactKind = {
  files: ['renewals'],
  table: 'fact.renewal',
  at: ['closed_on'],
  isDay: true,
  where: sql`outcome like 'renewed%'`,
};

export const opportunityWon: FactKind = {
  files: ['opportunities'],
  table: 'fact.opportunity',
  at: ['closed_on'],
  isDay: true,
  where: sql`won`,
};

export const use: FactKind = {
  files: ['usage_events', 'usage_daily'],
  table: 'rollup.user_day',
  at: ['day'],
  isDay: true,
  isCounted: true,
};

export const featureUse: FactKind = { ...use, table: 'rollup.feature_day' };

export const interaction: FactKind = {
  files: ['interactions'],
  table: 'fact.interaction',
  at: ['at'],
};

export const twoWayInteraction: FactKind = {
  ...interaction,
  where: sql`(inbound or kind in ('call', 'meeting', 'training', 'qbr', 'ebr'))`,
};

export const contact: FactKind = {
  files: ['contacts'],
  table: 'account.contact',
  at: [],
  where: sql`role is not null`,
};

export const rating: FactKind = { files: ['ratings'], table: 'fact.rating', at: ['at'] };

export const milestone: FactKind = {
  files: ['milestones'],
  table: 'fact.milestone',
  at: ['done_on'],
  isDay: true,
};

export const seriesValue = (series: string): FactKind => ({
  files: ['series'],
  table: 'fact.series',
  at: ['day'],
  isDay: true,
  where: sql`series = ${series}`,
});
