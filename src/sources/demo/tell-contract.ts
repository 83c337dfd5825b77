import { mrrOn, type Period, periodsOf } from './contract.ts';
import { type Customer, daysAgo } from './customer.ts';
import { dayText, momentOf, momentText, workday } from './moment.ts';
import type { Random } from './random.ts';
import type { Told } from './told.ts';

const yearDays = 365;

/** What was signed: subscriptions, renewals and opportunities. */
export function* tellContract(customer: Customer): Generator<Told> {
  const periods = periodsOf(customer);
  const random = customer.randomFor('contract');
  const dues = dueDays(customer);
  yield* tellSubscriptions(customer, periods, dues.at(-1));
  yield* tellRenewals(customer, periods, dues, random);
  yield* tellOpportunities(customer, periods, random);
}

/** Yearly dates within the records and the year ahead; they start anew where the contract did. */
function dueDays({ story, startDay, firstDay, lastDay, today }: Customer): number[] {
  const cut = story.mrrChanges?.find(([, factor]) => factor < 1)?.[0] ?? story.away?.until;
  const anchor = cut === undefined ? startDay : daysAgo(today, cut);
  const last = story.left === undefined ? today + yearDays : lastDay - 1;
  const first = cut === undefined || story.away !== undefined ? anchor + yearDays : anchor;
  const dues: number[] = [];
  for (let day = first; day <= last; day += yearDays) if (day >= firstDay) dues.push(day);
  return dues;
}

function* tellSubscriptions(
  { company, today }: Customer,
  periods: readonly Period[],
  renewsDay: number | undefined,
): Generator<Told> {
  for (const [index, { from, until, mrr, factor }] of periods.entries()) {
    const running = until === undefined || until > today;
    yield {
      fact: 'subscriptions',
      row: {
        subscription_id: `${company.id}-s${index + 1}`,
        account_id: company.id,
        starts_on: dayText(from),
        mrr: mrr.toFixed(2),
        currency: company.currency,
        ends_on: until === undefined ? undefined : dayText(until),
        product: factor > 1 ? 'Hale Core + Analytics' : 'Hale Core',
        seats: Math.ceil(company.users * 1.2 * factor),
        renews_on: running && renewsDay !== undefined ? dayText(renewsDay) : undefined,
        auto_renew: company.segment === 'small',
        status: running ? 'active' : 'ended',
      },
    };
  }
}

function* tellRenewals(
  { company, story, today, firstDay, lastDay }: Customer,
  periods: readonly Period[],
  dues: readonly number[],
  random: Random,
): Generator<Told> {
  const renewal = (day: number, outcome: string, amount: number, renewed?: number): Told => ({
    fact: 'renewals',
    row: {
      renewal_id: `${company.id}-r${dayText(day)}`,
      account_id: company.id,
      due_on: dayText(day),
      amount: amount.toFixed(2),
      currency: company.currency,
      closed_on:
        outcome === 'open'
          ? undefined
          : dayText(
              outcome === 'lost'
                ? day
                : Math.max(firstDay, Math.min(today - 1, day - random.whole(3, 40))),
            ),
      outcome,
      renewed_amount: renewed?.toFixed(2),
    },
  });
  for (const day of dues) {
    const before = 12 * mrrOn(periods, day - 1);
    const after = 12 * mrrOn(periods, day);
    if (day >= today) yield renewal(day, 'open', 12 * mrrOn(periods, today));
    else if (after < before) yield renewal(day, 'renewed_with_contraction', before, after);
    else yield renewal(day, 'renewed', before, after);
  }
  const lostDay = story.away === undefined ? lastDay : daysAgo(today, story.away.from);
  if (story.left !== undefined || story.away !== undefined) {
    yield renewal(lostDay, 'lost', 12 * mrrOn(periods, lostDay - 1));
  }
}

function* tellOpportunities(
  { company, story, today, firstDay, situationOn }: Customer,
  periods: readonly Period[],
  random: Random,
): Generator<Told> {
  let number = 0;
  const opportunity = (
    createdDay: number,
    amount: number,
    end: { stage: string; closedDay?: number; won?: boolean },
  ): Told => {
    number += 1;
    return {
      fact: 'opportunities',
      row: {
        opportunity_id: `${company.id}-o${number}`,
        account_id: company.id,
        kind: number % 2 === 1 ? 'upsell' : 'cross_sell',
        amount: amount.toFixed(2),
        currency: company.currency,
        created_at: momentText(momentOf(workday(createdDay), 11 * 60)),
        stage: end.stage,
        closed_on: end.closedDay === undefined ? undefined : dayText(end.closedDay),
        won: end.won,
        sourced_by_email: company.csmEmail,
        closed_by_email: end.won === true ? company.csmEmail : undefined,
      },
    };
  };
  for (const [monthsAgo, factor] of story.mrrChanges ?? []) {
    const day = daysAgo(today, monthsAgo);
    const gained = 12 * (mrrOn(periods, day) - mrrOn(periods, day - 1));
    if (factor > 1 && gained > 0 && day - 80 > firstDay) {
      yield opportunity(day - random.whole(40, 75), gained, {
        stage: 'won',
        closedDay: day,
        won: true,
      });
    }
  }
  if (story.left !== undefined || company.joined < 6) return;
  const mood = situationOn(today - 1).rating ?? 0;
  const amount = Math.round((company.mrr * random.between(1.5, 4)) / 10) * 10;
  if (mood > 4 && random.chance(0.6)) {
    yield opportunity(today - random.whole(10, 70), amount, {
      stage: random.pick(['qualified', 'proposal']),
    });
  } else if (mood < 3 && random.chance(0.5)) {
    const closedDay = workday(today - random.whole(15, 60));
    yield opportunity(closedDay - 90, amount, { stage: 'lost', closedDay, won: false });
  }
}
