import { type Customer, onDays, sizeOf } from './customer.ts';
import { daysPerMonth, isOfficeTime, type Moment, momentOf, workday } from './moment.ts';
import type { Random } from './random.ts';
import type { Situation } from './story.ts';
import { type Exchange, tellTicket } from './tell-ticket.ts';
import type { Told } from './told.ts';
import { wordingFor } from './wording.ts';

/** Promised minutes to the first reply and to the solution. */
const promises = {
  urgent: { firstReply: 60, resolution: 480 },
  high: { firstReply: 240, resolution: 1440 },
  normal: { firstReply: 480, resolution: 4320 },
  low: { firstReply: 1440, resolution: 10_080 },
} as const;

/** Tickets with their messages, events, promised times and satisfaction. */
export function* tellSupport(customer: Customer): Generator<Told> {
  const random = customer.randomFor('support');
  const wording = wordingFor(customer.company.country);
  let number = 0;
  for (const day of onDays(customer.firstDay + 1, customer.lastDay)) {
    const situation = customer.situationOn(day);
    const expected = (situation.tickets * sizeOf(customer.company)) / daysPerMonth;
    if (!random.chance(expected)) continue;
    number += 1;
    const opened = momentOf(
      Math.max(customer.firstDay + 1, workday(day)),
      random.whole(7.5 * 60, 16.5 * 60),
    );
    yield* tellTicket(
      customer,
      exchangeOf(`${customer.company.id}-t${number}`, opened, situation, random),
      {
        subject: random.pick(wording.subjects),
        requester: random.pick(firstOf(customer)),
        situation,
        random,
      },
    );
  }
}

const firstOf = ({ people: [first, ...rest] }: Customer) =>
  [first?.id, ...rest.map(({ id }) => id)] as const;

/** Lays the times of one ticket from its opening to its last solve. */
function exchangeOf(
  ticketId: string,
  opened: Moment,
  situation: Situation,
  random: Random,
): Exchange {
  const priority = random.pick([
    'urgent',
    'high',
    'high',
    'normal',
    'normal',
    'normal',
    'low',
  ] as const);
  const promised = promises[priority];
  const firstReply = within(opened, promised.firstReply, random.chance(situation.kept), random);
  const target = within(opened, promised.resolution, random.chance(situation.kept), random);
  const once = random.chance(situation.oneAnswer);
  const solved = Math.max(target, firstReply + (once ? 2 : 90));
  const replies = [firstReply, ...(once ? [] : laterReplies(firstReply, solved, random))];
  const back = random.chance(situation.reopening) ? solved + random.whole(300, 5000) : undefined;
  return {
    ticketId,
    priority,
    promised,
    opened,
    replies,
    solved,
    ...(back !== undefined && { reopened: back, solvedAgain: back + random.whole(120, 2800) }),
  };
}

/** One to three more answers, the last of them with the solution. */
function laterReplies(firstReply: Moment, solved: Moment, random: Random): Moment[] {
  const more = random.whole(1, 3);
  const step = (solved - firstReply) / more;
  return Array.from({ length: more }, (_, index) => Math.floor(firstReply + step * (index + 1)));
}

/** A moment that keeps or breaks the promise, in office hours where a few draws find one. */
function within(from: Moment, promised: number, kept: boolean, random: Random): Moment {
  const draw = () =>
    Math.floor(from + promised * (kept ? random.between(0.08, 0.85) : random.between(1.2, 2.6)));
  let moment = draw();
  for (let tries = 0; tries < 12 && !isOfficeTime(moment); tries += 1) moment = draw();
  return moment;
}
