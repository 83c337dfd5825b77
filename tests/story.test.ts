import { expect, it } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { accountActions } from '../src/actions/account-actions.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { freshDatabase } from '../src/db/test-database.ts';
import { readingsAsOf } from '../src/health/readings-as-of.ts';
import { readingHistory } from '../src/jobs/reading-history.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import type { Table } from './naive/parse.ts';
import { batchOf, store } from './product.ts';

const table = (fact: Table['fact'], ...rows: Record<string, string>[]): Table => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { fact, columns, cells: rows.map((row) => columns.map((column) => row[column] ?? '')) };
};

/** A ticket with its answers and its solve; everything happens in March. */
const ticket = (id: string, day: string, replies: number) => ({
  ticket: { ticket_id: id, account_id: 'meyer', opened_at: `${day}T08:00Z` },
  messages: Array.from({ length: replies }, (_, number) => ({
    message_id: `${id}-${number}`,
    ticket_id: id,
    at: `${day}T${10 + number}:00Z`,
    author: 'agent',
  })),
  solved: { ticket_id: id, at: `${day}T18:00Z`, event: 'solved' },
});

it('a customer goes from content to at risk, and Hale says why and what to do', async () => {
  await using database = await freshDatabase();
  const { app, db } = database;
  const readings = async (day: string) => {
    const company = await readCompany(db);
    const request = { day: parseDay(day), timeZone: company.time_zone };
    for await (const account of readingsAsOf(db, readingHistory(db, company), request))
      return account;
    throw new Error('no account');
  };

  // Meyer Logistik signs, pays, and its tickets are solved with a single answer.
  const early = [
    ticket('t1', '2026-03-02', 1),
    ticket('t2', '2026-03-03', 1),
    ticket('t3', '2026-03-04', 1),
  ];
  await store(app, [
    batchOf(table('accounts', { account_id: 'meyer', name: 'Meyer Logistik' })),
    batchOf(table('tickets', ...early.map((each) => each.ticket))),
    batchOf(table('ticket_messages', ...early.flatMap((each) => each.messages))),
    batchOf(table('ticket_events', ...early.map((each) => each.solved))),
    batchOf(
      table('ratings', {
        account_id: 'meyer',
        csm_email: 'jana@hale.example',
        at: '2026-03-05T09:00Z',
        rating: '5',
      }),
    ),
    batchOf(
      table('invoices', {
        invoice_id: 'i1',
        account_id: 'meyer',
        issued_on: '2026-03-01',
        due_on: '2026-03-15',
        amount: '900',
        currency: 'EUR',
        paid_on: '2026-03-10',
      }),
    ),
  ]);
  await bringUpToDate(db, { today: parseDay('2026-03-10') });
  const content = await readings('2026-03-10');
  expect(content.kpis.touchpoint).toEqual({ reading: 1, score: 100, n: 3, weight: 10 });
  // Three answers cost 30 euros of handling time, and no subscription earns them back.
  expect(content.kpis.balance?.reading).toBe(-1);
  expect(content).toMatchObject({ band: 'healthy', health: 75 });

  // Then every concern takes three answers, two invoices stay unpaid, and the CSM sees it.
  const late = ['10', '11', '12', '13'].map((day, number) =>
    ticket(`t${number + 4}`, `2026-04-${day}`, 3),
  );
  await store(app, [
    batchOf(table('tickets', ...late.map((each) => each.ticket))),
    batchOf(table('ticket_messages', ...late.flatMap((each) => each.messages))),
    batchOf(table('ticket_events', ...late.map((each) => each.solved))),
    batchOf(
      table('ratings', {
        account_id: 'meyer',
        csm_email: 'jana@hale.example',
        at: '2026-04-20T09:00Z',
        rating: '2',
      }),
    ),
    batchOf(
      table(
        'invoices',
        {
          invoice_id: 'i2',
          account_id: 'meyer',
          issued_on: '2026-03-20',
          due_on: '2026-04-03',
          amount: '900',
          currency: 'EUR',
          paid_on: '',
        },
        {
          invoice_id: 'i3',
          account_id: 'meyer',
          issued_on: '2026-04-01',
          due_on: '2026-04-15',
          amount: '900',
          currency: 'EUR',
          paid_on: '',
        },
      ),
    ),
  ]);
  await bringUpToDate(db, { today: parseDay('2026-04-20') });
  const worried = await readings('2026-04-20');
  expect(worried.kpis.touchpoint?.reading).toBeCloseTo(3 / 7, 12);
  expect(worried.kpis.open_invoices).toMatchObject({ reading: 2, score: 30, n: 3 });
  expect(worried.kpis.agent_rating).toMatchObject({ reading: 2, score: 25 });
  expect(worried.band).toBe('at_risk');

  // What stood on the tenth of March still stands.
  expect(await readings('2026-03-10')).toEqual(content);

  // And somebody is told what to do, with the figure that fired it.
  const day = parseDay('2026-04-20');
  await refreshActions(db, day);
  const advice = (await accountActions(db, 1, day)).filter(({ reading }) => reading === 2);
  expect(advice.map(({ ruleId }) => ruleId)).toEqual([
    expect.stringMatching(/^agent_rating\./),
    expect.stringMatching(/^open_invoices\./),
  ]);
  expect(advice.every(({ band, state }) => band === 'at_risk' && state === 'suggested')).toBe(true);
});
