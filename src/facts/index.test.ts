import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factOfFile, facts } from './index.ts';

/** definitions.md 3, with [ before the first column that may be absent. */
const interchangeFormat = `
accounts account_id name [ domain segment stage csm_email currency country industry parent_account_id created_at churned_at churn_reason
contacts contact_id account_id name [ email title role left_at
tickets ticket_id account_id opened_at [ subject solved_at status priority channel requester_id assignee_email reopen_count agent_replies customer_replies
ticket_messages message_id ticket_id at author [ public opening
ticket_events ticket_id at event [
sla_clocks ticket_id metric started_at [ stopped_at elapsed_minutes promised_minutes internal_minutes promised_met internal_met breached_at superseded_at in_business_hours
time_entries entry_id account_id at minutes [ ticket_id user_email hourly_cost currency kind
costs cost_id account_id at amount currency [ kind
subscriptions subscription_id account_id starts_on mrr currency [ ends_on product seats renews_on auto_renew status
renewals renewal_id account_id due_on amount currency [ closed_on outcome renewed_amount
invoices invoice_id account_id issued_on due_on amount currency [ paid_on status
usage_events account_id user_id at [ feature count
usage_daily account_id user_id day [ feature count
survey_responses response_id account_id kind sent_at [ responded_at score scale_max comment contact_id ticket_id
interactions interaction_id account_id at kind [ contact_ids csm_email minutes inbound summary
ratings account_id csm_email at rating [ note
opportunities opportunity_id account_id kind amount currency created_at [ stage closed_on won sourced_by_email closed_by_email
milestones account_id milestone due_on [ done_on
series account_id series day value [
fx_rates currency rate [ from_on
targets csm_email kind period value [ currency account_id`;

test('the files of the interchange format have their columns', () => {
  const told = facts
    .filter(({ interchange }) => interchange)
    .map(({ file, columns }) => {
      const names = Object.keys(columns);
      const required = names.filter((name) => columns[name]?.required);
      const others = names.filter((name) => !columns[name]?.required);
      return [file, ...required, '[', ...others].join(' ');
    });
  expect(told).toEqual(interchangeFormat.trim().split('\n'));
});

test('the registry lists every fact of this folder, each once', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.fact.ts'));
  expect(facts).toHaveLength(files.length);
  expect(new Set(facts.map(({ table }) => table)).size).toBe(facts.length);
  for (const fact of facts) expect(factOfFile(fact.file)).toBe(fact);
});

test('what a key or a reference names is a column', () => {
  for (const { file, key, references, columns } of facts) {
    for (const name of [...key, ...references.map(({ column }) => column)]) {
      expect(Object.keys(columns), file).toContain(name);
    }
  }
});
