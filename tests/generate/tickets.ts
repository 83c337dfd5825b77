import { addClocks } from './clocks.ts';
import type { Maker } from './maker.ts';
import type { Cells } from './tables.ts';

/** A ticket's course of events: replies, solves, reopenings at the same instant, days later or a window later. */
export function addTicket(maker: Maker, accountId: string, ticketId: string): void {
  const { random, calendar } = maker;
  const openedAt = calendar.instant();
  const shape = random.pick(['full', 'full', 'full', 'counts', 'events', 'solved_at', 'clash']);
  const ticket: Cells = {
    ticket_id: ticketId,
    account_id: accountId,
    opened_at: calendar.text(openedAt),
    subject: random.pick(['Cannot log in', 'Invoice, please', 'It says "error"', null]),
    status: random.pick(['open', 'solved', null]),
  };
  const moments = shape === 'counts' ? [openedAt] : addMessages(maker, ticketId, openedAt);
  // Some help desks close what was solved on the phone, before the ticket was written.
  const firstSolve = random.chance(0.05)
    ? openedAt - random.between(1, 3000) * 60_000
    : calendar.instantAfter(random.pick(moments));
  if (shape === 'counts' || shape === 'events') {
    ticket.agent_replies = random.pick([null, 0, 1, 1, 2, 5]);
    ticket.customer_replies = random.pick([null, 0, 1, 3]);
    ticket.reopen_count = random.pick([null, 0, 1]);
  }
  if (shape === 'counts' || shape === 'solved_at' || shape === 'clash') {
    ticket.solved_at = random.chance(0.85) ? calendar.text(firstSolve) : null;
  }
  if (shape !== 'counts' || random.chance(0.3)) {
    addEvents(maker, ticketId, firstSolve, shape !== 'solved_at' && shape !== 'counts');
  }
  maker.tables.add('tickets', ticket);
  addClocks(maker, ticketId, openedAt);
  if (random.chance(0.25)) addTimeOn(maker, accountId, ticketId, random.pick(moments));
}

/** Adds the messages and returns their instants; sometimes there are none. */
function addMessages(maker: Maker, ticketId: string, openedAt: number): number[] {
  const { random, calendar, tables } = maker;
  const moments = [openedAt];
  if (random.chance(0.15)) return moments;
  let at = openedAt;
  const count = random.between(1, 6);
  for (let number = 0; number < count; number += 1) {
    const isFirst = number === 0;
    tables.add('ticket_messages', {
      message_id: `${ticketId}-m${number}`,
      ticket_id: ticketId,
      at: calendar.text(at),
      author: random.pick(['customer', 'agent', 'agent', 'Agent', isFirst ? 'agent' : 'system']),
      public: random.pick([true, true, 'TRUE', '1', null, false]),
      opening: isFirst ? random.pick([true, true, null, false]) : random.pick([null, false]),
    });
    moments.push(at);
    at = calendar.instantAfter(at);
    if (random.chance(0.1)) at = calendar.instantOn(calendar.dayAfter(calendar.dayOf(at)));
  }
  return moments;
}

function addEvents(maker: Maker, ticketId: string, firstSolve: number, mayBeSolved: boolean): void {
  const { random, calendar } = maker;
  const add = (at: number, event: string) =>
    maker.tables.add('ticket_events', { ticket_id: ticketId, at: calendar.text(at), event });
  const others = ['pending', 'on_hold', 'open', 'reopened'];
  if (random.chance(0.3)) add(firstSolve - random.pick([0, 1, 60_000]), random.pick(others));
  if (!mayBeSolved) {
    if (random.chance(0.3)) add(calendar.instantAfter(firstSolve), random.pick(others));
    return;
  }
  let solve = firstSolve;
  for (let round = 0; round < 4; round += 1) {
    if (random.chance(0.9)) add(solve, random.pick(['solved', 'Solved']));
    if (random.chance(0.5)) return;
    const day = calendar.dayAfter(calendar.dayOf(solve));
    const reopen = random.chance(0.6)
      ? Math.max(solve, calendar.instantOn(day))
      : calendar.instantAfter(solve);
    add(reopen, random.pick([...others, 'reopened', 'reopened']));
    if (random.chance(0.3)) return;
    solve = calendar.instantAfter(reopen);
    if (random.chance(0.3)) solve = Math.max(solve, calendar.instantOn(calendar.dayAfter(day)));
  }
}

/** Time on a ticket takes the place of costed replies from its date on, before or after the replies. */
function addTimeOn(maker: Maker, accountId: string, ticketId: string, about: number): void {
  const { random, calendar } = maker;
  const at = random.chance(0.5)
    ? calendar.instantOn(calendar.dayAfter(calendar.dayOf(about)))
    : calendar.instantAfter(about);
  maker.addTimeEntry(accountId, at, ticketId);
}
