import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFor } from './layout.ts';
import { SeenKeys } from './seen-keys.ts';

const costs = layoutFor('costs');
const usage = layoutFor('usage_events');

const rowOf = (layout: typeof costs, cells: Readonly<Record<string, string | null>>) =>
  layout.columns.map(({ name }) => cells[name] ?? null);

/** Suspects among rows that say nothing but their key. */
function suspectsOf(
  layout: typeof costs,
  rows: readonly Readonly<Record<string, string | null>>[],
) {
  const seen = new SeenKeys(layout);
  for (const cells of rows) seen.add(rowOf(layout, cells));
  return seen.suspects;
}

describe('keys that have come', () => {
  it('are seen every time, whatever else the row says', () => {
    const key = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 3000 }), (ids) => {
        const rows = ids.map((id, place) => ({ cost_id: id, amount: String(place) }));
        const repeats = ids.flatMap((id, place) => (ids.indexOf(id) < place ? [place] : []));
        expect(suspectsOf(costs, rows)).toEqual(expect.arrayContaining(repeats));
      }),
    );
  });

  it('are rarely mistaken among hundreds of thousands', () => {
    const seen = new SeenKeys(usage);
    for (let row = 0; row < 300_000; row += 1) {
      const account = `acc-${row % 1000}`;
      const at = new Date(row * 60_000).toISOString();
      const cells = { account_id: account, user_id: `${account}-u${row % 7}`, at, feature: null };
      seen.add(rowOf(usage, cells));
    }
    // By chance it would be ten.
    expect(seen.suspects?.length).toBeLessThan(50);
  });

  it('are told apart by where one part ends and the next begins, and by an empty part', () => {
    const of = (account_id: string, user_id: string, feature: string | null) => ({
      account_id,
      user_id,
      at: '2026-01-01 00:00:00+00',
      feature,
    });
    const rows = [
      of('ab', 'c', null),
      of('a', 'bc', null),
      of('ab', 'c', 'x'),
      of('ab', 'c', null),
    ];
    expect(suspectsOf(usage, rows)).toEqual([3]);
  });

  it('are one where PostgreSQL stores the same, half a character as U+FFFD', () => {
    const ids = ['k\ud83d', 'k\ufffd', 'k\ude00'];
    expect(
      suspectsOf(
        costs,
        ids.map((cost_id) => ({ cost_id })),
      ),
    ).toEqual([1, 2]);
  });

  const addMany = (seen: SeenKeys, from: number) => {
    for (let row = from; row < from + 70_000; row += 1) {
      seen.add(rowOf(costs, { cost_id: String(row) }));
    }
  };

  it('are unknown where many were left for another fact and more come', () => {
    const seen = new SeenKeys(costs);
    addMany(seen, 0);
    const before = seen.suspects;
    seen.leave();
    expect(seen.suspects).toEqual(before);
    addMany(seen, 0);
    expect(seen.suspects).toBeNull();
  });

  it('are known where few were left for another fact', () => {
    const seen = new SeenKeys(costs);
    seen.add(rowOf(costs, { cost_id: 'k' }));
    seen.leave();
    seen.add(rowOf(costs, { cost_id: 'k' }));
    expect(seen.suspects).toEqual([1]);
  });

  it('are no list any more where most come again', () => {
    const seen = new SeenKeys(costs);
    for (let time = 0; time < 3; time += 1) addMany(seen, 0);
    expect(seen.suspects).toBeNull();
  });
});
