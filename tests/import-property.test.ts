import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCase } from './import-cases.ts';
import { type Importing, importing } from './import-fixture.ts';

/** Faults planted at known places in files written every way: found exactly there, and nothing else changes. */

const CASES = 200;

let product: Importing;
beforeAll(async () => {
  product = await importing();
});
afterAll(() => product[Symbol.asyncDispose]());

/** What is stored, in the words of the case: an owner by its outside id. */
async function stored(): Promise<Record<string, string[]>> {
  const asText = (value: unknown) =>
    value instanceof Date ? value.toISOString() : value === null ? '' : String(value);
  const text = (rows: Record<string, unknown>[]) =>
    rows
      .map((row) =>
        Object.keys(row)
          .toSorted()
          .map((column) => `${column}=${asText(row[column])}`)
          .join('|'),
      )
      .toSorted();
  return {
    accounts: text(
      await product.select('external_id as account_id, name, segment from account.account'),
    ),
    tickets: text(
      await product.select(`ticket.external_id as ticket_id, account.external_id as account_id, opened_at, subject,
        reopen_count from fact.ticket join account.account on account.id = account_id`),
    ),
    ticket_messages: text(
      await product.select(`message.external_id as message_id, ticket.external_id as ticket_id, at, author
        from fact.ticket_message message join fact.ticket on ticket.id = ticket_id`),
    ),
    costs: text(
      await product.select(`cost.external_id as cost_id, account.external_id as account_id, at, amount, cost.currency
        from fact.cost join account.account on account.id = account_id`),
    ),
    usage_events: text(
      await product.select(`account.external_id as account_id, user_id, at, count
        from fact.usage_event join account.account on account.id = account_id`),
    ),
  };
}

const byPlace = (a: { file: string; record: number }, b: { file: string; record: number }) =>
  a.file === b.file ? a.record - b.record : a.file < b.file ? -1 : 1;

describe('any mixture of good and bad records', () => {
  it('is accounted for to the line, and changes nothing when it comes again', async () => {
    let faults = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { files, part, entries, counts, stored: wanted } = importCase(seed);
        await product.clear();
        if (Object.keys(part).length > 0) await product.take(part);

        const report = await product.take(files);
        const counted = report.files.map(({ file, read, duplicate, quarantined, ...states }) => {
          expect(states.created + states.updated + states.unchanged).toBe(
            read - duplicate - quarantined,
          );
          return [file, `${read} ${duplicate} ${quarantined}`];
        });
        expect(Object.fromEntries(counted)).toEqual(counts);
        expect(await stored()).toEqual(wanted);
        expect((await product.quarantine()).toSorted(byPlace)).toEqual(entries.toSorted(byPlace));
        faults += entries.length;

        for (const file of (await product.take(files)).files) {
          expect([file.file, file.created, file.updated]).toEqual([file.file, 0, 0]);
          expect(`${file.read} ${file.duplicate} ${file.quarantined}`).toBe(counts[file.file]);
        }
        expect(await stored()).toEqual(wanted);
        expect((await product.quarantine()).toSorted(byPlace)).toEqual(entries.toSorted(byPlace));
        expect(await product.retry()).toMatchObject({ released: 0 });
      }),
      { numRuns: CASES, endOnFailure: true },
    );
    expect(faults).toBeGreaterThan(1_000);
  });
});
