import { sql } from 'kysely';
import type { z } from 'zod';
import { ruleCounts } from '../actions/rule-counts.ts';
import { outcomeCourses, ruleOutcome } from '../actions/rule-outcome.ts';
import { readRules, readRulesEver } from '../actions/stored-rules.ts';
import type { Db } from '../db/connect.ts';
import { addDays } from '../lib/day.ts';
import { unitsOfKpis } from './action-shape.ts';
import { asOf } from './as-of.ts';
import { ActionRuleParams, OutcomeRowFilter } from './contract/action.ts';
import { SheetQuery } from './contract/sheet.ts';
import { notFound } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';
import { sendSheet } from './send-sheet.ts';

const columns = ['account_id', 'name', 'start_on', 'after_on', 'band', 'start', 'after'] as const;

const OutcomeSheetQuery = OutcomeRowFilter.extend(SheetQuery.shape);

export const registerActionOutcomes: RegisterRoutes = (app, context) => {
  const { db } = context;

  serveRoute(app, 'action_rule.outcomes', async ({ query }) => {
    const [{ day }, rules, counts, units] = await Promise.all([
      asOf(context, undefined),
      readRules(db),
      ruleCounts(db),
      unitsOfKpis(db),
    ]);
    const asked = rules.filter(
      ({ id }) => (query.rule ?? id) === id && (counts.get(id)?.done ?? 0) > 0,
    );
    const outcomes = [];
    for (const rule of asked) {
      const after = await ruleOutcome(db, rule, day);
      outcomes.push({
        rule: rule.id,
        unit: rule.kpi === null ? null : (units.get(rule.kpi) ?? null),
        after: after.map(({ days, score, reading, health }) => ({
          days,
          score: score && shapeOf(score),
          reading: reading && shapeOf(reading),
          health: shapeOf(health),
        })),
      });
    }
    return { as_of: day, outcomes };
  });

  const rowsOf = async (id: string, { figure, days, side }: z.output<typeof OutcomeRowFilter>) => {
    const [{ day }, rules, units] = await Promise.all([
      asOf(context, undefined),
      readRulesEver(db),
      unitsOfKpis(db),
    ]);
    const rule = rules.get(id);
    if (rule === undefined) throw notFound(`There is no rule "${id}".`);
    const courses = await outcomeCourses(db, rule, {
      today: day,
      figure,
      days,
      side: side === 'left_out' ? 'leftOut' : side,
    });
    const accounts = await accountsOf(
      db,
      courses.map(({ accountId }) => accountId),
    );
    const rows = courses.flatMap(({ accountId, startDay, band, start, after }) => {
      const account = accounts.get(accountId);
      const after_on = addDays(startDay, days);
      return account === undefined
        ? []
        : [{ id: accountId, ...account, start_on: startDay, after_on, band, start, after }];
    });
    return { unit: rule.kpi === null ? null : (units.get(rule.kpi) ?? null), rows };
  };
  serveRoute(app, 'action_rule.outcome_rows', async ({ params, query }) => {
    const { unit, rows } = await rowsOf(params.rule, query);
    const { offset, limit } = query;
    return { unit, n: rows.length, rows: rows.slice(offset, offset + limit) };
  });
  app.get<{
    Params: z.output<typeof ActionRuleParams>;
    Querystring: z.output<typeof OutcomeSheetQuery>;
  }>(
    '/api/v1/action-rules/:rule/outcome.csv',
    {
      config: { action: 'action.read' },
      schema: { hide: true, params: ActionRuleParams, querystring: OutcomeSheetQuery },
    },
    async ({ params, query: { language, ...filter } }, reply) => {
      const { rows } = await rowsOf(params.rule, filter);
      return sendSheet(reply, language, {
        name: 'outcome',
        columns,
        batches: [rows.map((row) => columns.map((column) => row[column]))],
      });
    },
  );
};

type Compared = Awaited<ReturnType<typeof ruleOutcome>>[number]['health'];

const shapeOf = ({ taken, others, difference, leftOut }: Compared) => ({
  taken,
  others,
  difference,
  left_out: leftOut,
});

async function accountsOf(db: Db, ids: readonly number[]) {
  const { rows } = await sql<{ id: number; account_id: string; name: string }>`
    select id, external_id as account_id, name from account.account
    where id = any(${[...new Set(ids)]}::int[])`.execute(db);
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}
