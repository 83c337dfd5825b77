import { type Customer, daysAgo } from './customer.ts';
import { dayText, momentOf, momentText, workday } from './moment.ts';
import type { Told } from './told.ts';

const path = [
  ['Kick-off', 7],
  ['Data connected', 21],
  ['First team trained', 45],
  ['First report live', 75],
  ['Go-live', 110],
] as const;

/** Who the customer is: the account, its people, and for the newer ones the first milestones. */
export function* tellAccount(customer: Customer): Generator<Told> {
  const { company, story, startDay, today, people, firstDay } = customer;
  const left = story.left !== undefined;
  yield {
    fact: 'accounts',
    row: {
      account_id: company.id,
      name: company.name,
      domain: company.domain,
      segment: company.segment,
      stage: left ? 'churned' : company.joined < 5 ? 'onboarding' : 'adoption',
      csm_email: company.csmEmail,
      currency: company.currency,
      country: company.country,
      industry: company.industry,
      parent_account_id: company.parentId,
      created_at: momentText(momentOf(startDay, 9 * 60)),
      churned_at: left ? momentText(momentOf(customer.lastDay, 17 * 60)) : undefined,
      churn_reason: story.leftBecause,
    },
  };
  for (const { role, id, ...person } of people) {
    const gone = role === 'champion' ? story.championLeft : undefined;
    yield {
      fact: 'contacts',
      row: {
        contact_id: id,
        account_id: company.id,
        ...person,
        role,
        left_at: gone === undefined ? undefined : dayText(daysAgo(today, gone)),
      },
    };
  }
  if (startDay === firstDay) yield* tellMilestones(customer);
}

function* tellMilestones({ company, startDay, today, randomFor }: Customer): Generator<Told> {
  const random = randomFor('milestones');
  for (const [milestone, days] of path) {
    const dueDay = startDay + days;
    const doneDay = workday(dueDay + random.whole(-5, 9));
    yield {
      fact: 'milestones',
      row: {
        account_id: company.id,
        milestone,
        due_on: dayText(dueDay),
        done_on: doneDay < today ? dayText(doneDay) : undefined,
      },
    };
  }
}
