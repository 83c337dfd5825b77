import type { Maker } from './maker.ts';

const CSMS = ['ana@example.com', 'bo@example.com', 'cy@example.com'];
const ROLES = ['executive', 'champion', 'decision_maker', 'Decision_Maker', 'user', null];
const KINDS = ['call', 'meeting', 'email', 'training', 'qbr', 'ebr', 'other'];

/** Contacts of an account; returns their ids. */
export function addContacts(maker: Maker, accountId: string): string[] {
  const { random, calendar, tables } = maker;
  const ids = Array.from({ length: random.between(0, 5) }, (_, index) => `${accountId}-p${index}`);
  for (const contact_id of ids) {
    tables.add('contacts', {
      contact_id,
      account_id: accountId,
      name: `Person ${contact_id}`,
      role: random.pick(ROLES),
      left_at: random.chance(0.25) ? calendar.text(calendar.instant()) : null,
    });
  }
  return ids;
}

/** The highest score of a survey and the scores at which its verdict turns. */
const SCALES: readonly (readonly [number | null, readonly number[]])[] = [
  [null, [0, 1, 3, 4, 5]],
  [1, [0, 1]],
  [3, [1, 2, 2.5, 3]],
  [5, [1, 3.9, 4, 5]],
  [7, [1, 5, 5.5, 6, 7]],
  [10, [1, 7, 7.75, 8, 10]],
  [11, [0, 8, 8.25, 9]],
  [100, [0, 74, 75, 100]],
];

/** Surveys sent, answered at awkward times, without score, on several scales, twice by one contact at one instant. */
export function addSurvey(
  maker: Maker,
  accountId: string,
  number: number,
  contacts: readonly string[],
): void {
  const { random, calendar, tables } = maker;
  const kind = random.pick(['csat', 'csat', 'Csat', 'csat', 'nps', 'NPS', 'ces', 'ces']);
  const isNps = kind.toLowerCase() === 'nps';
  const sentAt = calendar.instant();
  const respondedAt = random.chance(0.5)
    ? calendar.instantAfter(sentAt)
    : Math.max(sentAt, calendar.instantOn(calendar.dayAfter(calendar.dayOf(sentAt))));
  const isAnswered = random.chance(0.8);
  const hasScore = isAnswered && random.chance(0.9);
  const [scaleMax, scores] = isNps
    ? [random.pick([null, 10]), [0, 6, 6.5, 7, 8, 9, 10]]
    : random.pick(SCALES);
  const contactId = random.pick([null, 'someone-unknown', ...contacts]);
  const cells = {
    account_id: accountId,
    kind,
    sent_at: calendar.text(sentAt),
    responded_at: isAnswered ? calendar.text(respondedAt) : null,
    scale_max: scaleMax,
    contact_id: contactId,
  };
  const score = () => (hasScore ? random.pick(scores) : null);
  tables.add('survey_responses', {
    ...cells,
    response_id: `${accountId}-q${number}`,
    score: score(),
  });
  if (random.chance(0.15)) {
    // As numbers the second id is the higher one, by code point it is the lower one.
    tables.add('survey_responses', {
      ...cells,
      response_id: `${accountId}-q${number}0`,
      score: score(),
    });
    tables.add('survey_responses', {
      ...cells,
      response_id: `${accountId}-Q${number}`,
      score: score(),
    });
  }
}

export function addRating(maker: Maker, accountId: string): void {
  const { random, calendar, tables } = maker;
  const at = calendar.instant();
  for (const csm_email of CSMS.slice(0, random.pick([1, 1, 1, 2, 3]))) {
    tables.add('ratings', {
      account_id: accountId,
      csm_email,
      at: calendar.text(at),
      rating: random.pick([1, 2, 2.5, 3, 4, 5]),
    });
  }
}

export function addInteraction(
  maker: Maker,
  accountId: string,
  number: number,
  contacts: readonly string[],
): void {
  const { random, calendar, tables } = maker;
  const present = ['unknown-person', ...contacts].filter(() => random.chance(0.4));
  tables.add('interactions', {
    interaction_id: `${accountId}-t${number}`,
    account_id: accountId,
    at: calendar.text(calendar.instant()),
    kind: random.pick(KINDS),
    contact_ids: present.join(random.pick([';', '; '])),
    csm_email: random.pick(CSMS),
    inbound: random.pick([true, false, null]),
  });
}

export function addMilestones(maker: Maker, accountId: string): void {
  const { random, calendar, tables } = maker;
  const count = random.between(0, 4);
  for (let number = 0; number < count; number += 1) {
    const dueOn = calendar.day();
    tables.add('milestones', {
      account_id: accountId,
      milestone: `step ${number}`,
      due_on: dueOn,
      done_on: random.pick([null, dueOn, calendar.dayAfter(dueOn), calendar.from]),
    });
  }
}
