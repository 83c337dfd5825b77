import { type Customer, daysAgo, onDays, type Person } from './customer.ts';
import { daysPerMonth, momentOf, momentText, workday } from './moment.ts';
import type { Told } from './told.ts';
import { wordingFor } from './wording.ts';

/** Talks with the customer, what the CSM feels, and whether they would recommend us. */
export function* tellRelationship(customer: Customer): Generator<Told> {
  yield* tellTalks(customer);
  yield* tellRatings(customer);
  yield* tellRecommendation(customer);
}

const stillThere = ({ story, today, people }: Customer, day: number): readonly Person[] =>
  people.filter(
    ({ role }) =>
      role !== 'champion' ||
      story.championLeft === undefined ||
      day < daysAgo(today, story.championLeft),
  );

const talkMinutes = { call: 30, meeting: 60, email: 10, training: 120, qbr: 90 } as const;

function* tellTalks(customer: Customer): Generator<Told> {
  const { company, firstDay, lastDay } = customer;
  const random = customer.randomFor('talks');
  const wording = wordingFor(company.country);
  let number = 0;
  for (const day of onDays(firstDay, lastDay)) {
    if (!random.chance(customer.situationOn(day).talks / daysPerMonth)) continue;
    number += 1;
    const kind = random.pick([
      'call',
      'call',
      'meeting',
      'email',
      'email',
      'training',
      'qbr',
    ] as const);
    const present = stillThere(customer, day).filter(
      (_, index) => index === 0 || random.chance(0.35),
    );
    yield {
      fact: 'interactions',
      row: {
        interaction_id: `${company.id}-n${number}`,
        account_id: company.id,
        at: momentText(momentOf(Math.max(firstDay, workday(day)), random.whole(9 * 60, 17 * 60))),
        kind,
        contact_ids: present.map(({ id }) => id).join(';'),
        csm_email: company.csmEmail,
        minutes: talkMinutes[kind],
        inbound: kind === 'email' && random.chance(0.5),
        summary: random.pick(wording.talks),
      },
    };
  }
}

const daysBetweenRatings = 42;

function* tellRatings(customer: Customer): Generator<Told> {
  const { company, firstDay, lastDay } = customer;
  const random = customer.randomFor('ratings');
  for (let day = firstDay + random.whole(10, 40); day <= lastDay; day += daysBetweenRatings) {
    const { rating } = customer.situationOn(day);
    if (rating === null) continue;
    yield {
      fact: 'ratings',
      row: {
        account_id: company.id,
        csm_email: company.csmEmail,
        at: momentText(momentOf(workday(day), random.whole(9 * 60, 18 * 60))),
        rating: clamp(rating + random.between(-0.6, 0.6), 1, 5),
      },
    };
  }
}

const daysBetweenWaves = 180;

function* tellRecommendation(customer: Customer): Generator<Told> {
  const { company, firstDay, lastDay, now } = customer;
  const random = customer.randomFor('recommendation');
  const wording = wordingFor(company.country);
  for (let day = firstDay + random.whole(25, 170); day <= lastDay; day += daysBetweenWaves) {
    const { answering, promoting } = customer.situationOn(day);
    for (const { id } of stillThere(customer, day)) {
      const sent = momentOf(workday(day), 10 * 60);
      const answered = sent + random.whole(30, 9000);
      const score = clamp(promoting + random.between(-1.5, 1.5), 0, 10);
      const answers = random.chance(answering) && answered < now;
      const comment = random.pick(score >= 8 ? wording.praise : wording.complaint);
      yield {
        fact: 'survey_responses',
        row: {
          response_id: `${id}-nps-${momentText(sent).slice(0, 10)}`,
          account_id: company.id,
          kind: 'nps',
          sent_at: momentText(sent),
          responded_at: answers ? momentText(answered) : undefined,
          score: answers ? score : undefined,
          scale_max: 10,
          comment:
            answers && (score >= 9 || score <= 6) && random.chance(0.4) ? comment : undefined,
          contact_id: id,
        },
      };
    }
  }
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(value)));
