import { describe, expect, test } from 'vitest';
import { daysBetween, parseDay } from '../lib/day.ts';
import { drawnData, exampleData, monthEndsFrom2024 } from './backtest.fixture.ts';
import { lessonsOf, monthOf, rowsOf } from './rows.ts';

const flat = { health: () => 50 };

describe('who is judged at a month-end', () => {
  const data = exampleData(
    [
      {},
      { existsFrom: '2024-01-31' },
      { existsFrom: '2024-02-01' },
      { churnsOn: '2024-01-31' },
      { churnsOn: '2024-02-01' },
      { churnsOn: '2024-04-30' }, // 90 days after the first month-end
      { churnsOn: '2024-05-01' },
    ],
    { ...flat, monthEnds: monthEndsFrom2024(2) },
  );
  const rows = rowsOf(data);
  const judged = (month: number) => {
    const [from, until] = monthOf(rows, month);
    return [...rows.accounts.subarray(from, until)].map((account, at) => [
      account,
      rows.labels[from + at],
    ]);
  };

  test('exists at D, has not left by D, and left in (D, D + H]', () => {
    expect(judged(0)).toEqual([
      [0, 0],
      [1, 0],
      [4, 1],
      [5, 1],
      [6, 0],
    ]);
  });

  test('whoever has left is judged no more, whoever begins later is judged from then on', () => {
    expect(judged(1)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [5, 1],
      [6, 1],
    ]);
  });
});

describe('what may be learned from when', () => {
  const data = drawnData({ accounts: 400, months: 24, signal: 0, seed: 1 });
  const rows = rowsOf(data);
  const lessons = lessonsOf(data, rows);
  const monthsOf = (chosen: Int32Array) => [
    ...new Set(Array.from(chosen, (row) => rows.starts.findLastIndex((start) => start <= row))),
  ];
  const dayOf = (month = -1) => data.monthEnds[month] ?? parseDay('1970-01-01');

  test('only month-ends whose horizon had ended before the first month judged', () => {
    for (const { training, judged } of lessons) {
      const first = dayOf(monthsOf(judged)[0]);
      const ages = monthsOf(training).map((month) => daysBetween(dayOf(month), first));
      expect(Math.min(...ages)).toBeGreaterThanOrEqual(90);
      // And all of those.
      const allowed = data.monthEnds.filter((day) => daysBetween(day, first) >= 90);
      expect(monthsOf(training).map(dayOf)).toEqual(allowed);
    }
  });

  test('the model changes at floor(i·K ÷ 4), and each judged month has one', () => {
    const judged = lessons.map((lesson) => monthsOf(lesson.judged));
    const all = judged.flat();
    expect(all).toEqual(Array.from({ length: all.length }, (_, at) => (all[0] ?? 0) + at));
    expect(all.at(-1)).toBe(23);
    expect(judged.map(([first]) => all.indexOf(first ?? -1))).toEqual(
      [0, 1, 2, 3].map((i) => Math.floor((i * all.length) / 4)),
    );
  });

  test('a month-end is judged once 20 accounts had left in what may be learned', () => {
    const leavers = (count: number) =>
      exampleData(
        Array.from({ length: 60 }, (_, at) =>
          at < count ? { churnsOn: '2024-02-10' } : { churnsOn: '2024-10-10' },
        ),
        { ...flat, monthEnds: monthEndsFrom2024(6) },
      );
    const twenty = leavers(20);
    // 31 January + 90 days = 30 April: from then on, and not before.
    const [first] = lessonsOf(twenty, rowsOf(twenty));
    expect(first?.training.length).toBe(60);
    expect(rowsOf(twenty).starts[3]).toBe(first?.judged[0]);
    const nineteen = leavers(19);
    expect(lessonsOf(nineteen, rowsOf(nineteen))).toEqual([]);
  });

  test('a single month-end is judged in five parts, none by a model that saw it', () => {
    const single = exampleData(
      Array.from({ length: 100 }, (_, at) =>
        at < 30 ? { churnsOn: '2024-02-10', fold: at % 5 } : { fold: at % 5 },
      ),
      { ...flat, monthEnds: monthEndsFrom2024(1) },
    );
    const parts = lessonsOf(single, rowsOf(single));
    expect(parts.map(({ judged }) => judged.length)).toEqual([20, 20, 20, 20, 20]);
    for (const { training, judged } of parts) {
      expect(training.length).toBe(80);
      expect([...training].filter((row) => judged.includes(row))).toEqual([]);
    }
  });
});
