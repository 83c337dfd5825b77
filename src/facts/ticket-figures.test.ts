import { describe, expect, test } from 'vitest';
import { openHours } from '../calendars/calendar.ts';
import { timelineOf } from '../calendars/timeline.ts';
import { type TicketFacts, type TicketMessage, ticketFigures } from './ticket-figures.ts';
import type { TicketEvent } from './ticket-history.ts';

/** 2026-03-02 was a Monday. */
const at = (text: string): number => Date.parse(`2026-03-${text}Z`);
const asOf = at('20T00:00');
const office = timelineOf(
  openHours({
    timeZone: 'UTC',
    holidays: [],
    intervals: [1, 2, 3, 4, 5].map((day) => ({
      startMinute: day * 1440 + 540,
      endMinute: day * 1440 + 1020,
    })),
  }),
);
const bare: TicketFacts = {
  openedAt: at('02T08:00'),
  solvedAt: null,
  reopenCount: null,
  agentReplies: null,
  customerReplies: null,
  messages: [],
  events: [],
  satisfactions: [],
  timeline: null,
};
const message = (when: string, author: TicketMessage['author'], rest = {}): TicketMessage => ({
  at: at(when),
  author,
  public: true,
  opening: false,
  ...rest,
});
const event = (when: string, kind: TicketEvent['event']): TicketEvent => ({
  at: at(when),
  event: kind,
});

test('a whole story', () => {
  const figures = ticketFigures(
    {
      ...bare,
      timeline: office,
      messages: [
        message('02T08:00', 'customer', { opening: true }),
        message('02T08:30', 'agent', { public: false }),
        message('02T10:00', 'agent'),
        message('03T10:00', 'customer'),
        message('03T11:00', 'agent'),
        message('03T11:00', 'system'),
      ],
      events: [
        event('02T10:00', 'pending'),
        event('03T10:00', 'open'),
        event('03T12:00', 'solved'),
        event('04T09:00', 'reopened'),
        event('04T10:00', 'on_hold'),
        event('04T10:30', 'solved'),
      ],
      satisfactions: [
        { at: at('05T00:00'), satisfied: true },
        { at: at('04T00:00'), satisfied: false },
      ],
    },
    asOf,
  );
  expect(figures).toEqual({
    first_solved_at: at('03T12:00'),
    last_solved_at: at('04T10:30'),
    public_agent_comments: 2,
    public_agent_replies: 2,
    customer_replies: 2,
    reopens: 1,
    first_reply_minutes: 120,
    first_reply_business_minutes: 60,
    requester_wait_minutes: 120 + 120 + 60 + 30,
    requester_wait_business_minutes: 60 + 120 + 60 + 30,
    agent_wait_minutes: 1440,
    agent_wait_business_minutes: 480,
    agent_work_minutes: 120 + 120 + 60,
    agent_work_business_minutes: 60 + 120 + 60,
    on_hold_minutes: 30,
    on_hold_business_minutes: 30,
    full_resolution_minutes: 50.5 * 60,
    full_resolution_business_minutes: 480 + 480 + 90,
    first_satisfaction: 'bad',
    last_satisfaction: 'good',
  });
});

describe('what is not known stays so', () => {
  test('nothing but a ticket', () => {
    expect(new Set(Object.values(ticketFigures(bare, asOf)))).toEqual(new Set([null]));
  });

  test('the ticket speaks where it has neither messages nor events', () => {
    const ticket = {
      ...bare,
      solvedAt: at('02T09:30'),
      reopenCount: 2,
      agentReplies: 3,
      customerReplies: 1,
    };
    expect(ticketFigures(ticket, asOf)).toMatchObject({
      first_solved_at: at('02T09:30'),
      last_solved_at: at('02T09:30'),
      full_resolution_minutes: 90,
      full_resolution_business_minutes: null,
      reopens: 2,
      public_agent_comments: null,
      public_agent_replies: 3,
      customer_replies: 1,
      requester_wait_minutes: null,
    });
    const told = {
      ...ticket,
      messages: [message('02T08:00', 'customer')],
      events: [event('02T09:00', 'pending')],
    };
    expect(ticketFigures(told, asOf)).toMatchObject({
      last_solved_at: null,
      reopens: 0,
      public_agent_replies: 0,
      customer_replies: 1,
    });
  });
});

describe('edges', () => {
  test('an agent who opens the ticket has not replied', () => {
    const messages = [
      message('02T08:00', 'agent', { opening: true }),
      message('02T09:00', 'agent'),
    ];
    expect(ticketFigures({ ...bare, messages }, asOf)).toMatchObject({
      public_agent_comments: 2,
      public_agent_replies: 1,
      first_reply_minutes: 60,
    });
  });

  test('a ticket still open counts up to the day asked for', () => {
    const events = [event('02T09:00', 'pending'), event('02T10:00', 'open')];
    expect(ticketFigures({ ...bare, events }, at('02T11:00'))).toMatchObject({
      agent_work_minutes: 120,
      agent_wait_minutes: 60,
    });
  });

  test('at one instant solved is the later', () => {
    const events = [event('03T00:00', 'solved'), event('03T00:00', 'open')];
    expect(ticketFigures({ ...bare, events }, asOf)).toMatchObject({
      reopens: 0,
      agent_work_minutes: 960,
    });
  });

  test('solved twice without leaving it is no reopening', () => {
    const events = [event('03T00:00', 'solved'), event('04T00:00', 'solved')];
    expect(ticketFigures({ ...bare, events }, asOf)).toMatchObject({
      reopens: 0,
      first_solved_at: at('03T00:00'),
      last_solved_at: at('04T00:00'),
    });
  });

  test('the order in which facts come does not matter', () => {
    const events = [
      event('04T00:00', 'solved'),
      event('03T00:00', 'pending'),
      event('05T00:00', 'reopened'),
    ];
    const messages = [message('02T12:00', 'agent'), message('02T10:00', 'agent')];
    expect(ticketFigures({ ...bare, events, messages }, asOf)).toEqual(
      ticketFigures(
        { ...bare, events: events.toReversed(), messages: messages.toReversed() },
        asOf,
      ),
    );
  });
});
