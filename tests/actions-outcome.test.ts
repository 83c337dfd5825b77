import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { refreshActions } from '../src/actions/refresh.ts';
import { ActionOutcomes, type Comparison, OutcomeRows } from '../src/api/contract/action.ts';
import { served } from '../src/api/served.fixture.ts';
import { parseDay } from '../src/lib/day.ts';

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

test('each count of an outcome leads to its accounts, whose figures make its means', async () => {
  await using server = await served({ accounts: 40, seed: 5 });
  const { db } = server.database;
  const ask = async (path: string) => {
    const { statusCode, body } = await server.app.inject({ method: 'GET', url: `/api/v1${path}` });
    return { statusCode, body };
  };
  await sql`update account.account set churned_at = null`.execute(db);
  await refreshActions(db, parseDay(server.data.to));
  // All on one day: within a stratum the means of the others are plain ones.
  const { rows: done } = await sql<{ id: number }>`
    update app.action
    set state = 'done', fired_on = fired_on - 60, closed_on = fired_on - 45, cool_until = fired_on
    where (account_id, rule_id) in (
      select min(account_id), rule_id from app.action where rule_id not like 'own%'
      group by rule_id having count(*) > 3 order by count(*) desc, rule_id limit 6)
    returning account_id as id`.execute(db);
  expect(new Set(done.map(({ id }) => id)).size).toBeGreaterThan(1);
  // Whose past is not known is on neither side.
  await sql`delete from reading.day where account_id = ${done[0]?.id}`.execute(db);
  const { outcomes } = ActionOutcomes.parse(JSON.parse((await ask('/action-outcomes')).body));
  let [seen, others, leftOut] = [0, 0, 0];
  for (const { rule, after } of outcomes) {
    for (const { days, ...figures } of after) {
      for (const figure of ['reading', 'score', 'health'] as const) {
        const comparison: Comparison | null = figures[figure];
        if (comparison === null) continue;
        const rowsOf = async (side: string) => {
          const path = `/action-rules/${rule}/outcome`;
          const query = `days=${days}&figure=${figure}&side=${side}`;
          const { n, rows } = OutcomeRows.parse(
            JSON.parse((await ask(`${path}?${query}&limit=500`)).body),
          );
          expect(rows).toHaveLength(n);
          const csv = (await ask(`${path}.csv?${query}`)).body;
          const [, ...lines] = parse(csv) as string[][];
          expect(lines.map(([accountId]) => accountId)).toEqual(
            rows.map(({ account_id }) => account_id),
          );
          return rows;
        };
        for (const side of ['taken', 'others'] as const) {
          const rows = await rowsOf(side);
          expect(rows, `${rule} ${days} ${figure} ${side}`).toHaveLength(comparison[side].n);
          if (rows.length === 0) continue;
          for (const when of ['start', 'after'] as const)
            expect(mean(rows.map((row) => row[when] ?? Number.NaN))).toBeCloseTo(
              comparison[side][when] ?? Number.NaN,
              9,
            );
          seen += rows.length;
          if (side === 'others') others += rows.length;
        }
        const left = await rowsOf('left_out');
        expect(left).toHaveLength(comparison.left_out);
        leftOut += left.length;
      }
    }
  }
  expect(seen).toBeGreaterThan(10);
  expect([others, leftOut].every((n) => n > 0)).toBe(true);
  expect((await ask('/action-rules/nothing/outcome')).statusCode).toBe(404);
});
