import { sql } from 'kysely';
import type { ActionRule } from '../actions/action-rule.ts';
import { dayList, type ListedAction, readDailyBudget } from '../actions/day-list.ts';
import { fallenTasks, openTasks, taskKey } from '../actions/fallen.ts';
import { readRulesEver } from '../actions/stored-rules.ts';
import type { Db } from '../db/connect.ts';
import { actionShape, unitsOfKpis } from './action-shape.ts';
import { asOf } from './as-of.ts';
import type { Task } from './contract/action.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const priorityNumber: Record<ActionRule['priority'], number> = { high: 3, medium: 2, low: 1 };
const nobody = '-';

export const registerTasks: RegisterRoutes = (app, context) => {
  const { db } = context;
  serveRoute(app, 'task.list', async ({ query }) => {
    const [{ day, company }, perDay, rules, units, owners] = await Promise.all([
      asOf(context, undefined),
      readDailyBudget(db),
      readRulesEver(db),
      unitsOfKpis(db),
      ownersOf(db),
    ]);
    const priorities = [...rules].map(
      ([id, { priority }]) => [id, priorityNumber[priority]] as const,
    );
    const { offset, limit } = query;
    const owner = query.owner === nobody ? '' : query.owner || undefined;
    const tasksNow = await openTasks(db, owner);
    const fallen = await fallenTasks(db, day, tasksNow, rules);
    const list = await dayList(
      db,
      {
        today: day,
        perDay,
        owner,
        offset,
        limit,
        fallen: tasksNow.filter((task) => fallen.has(taskKey(task))),
      },
      new Map(priorities),
    );
    const tasks = (actions: readonly ListedAction[]) =>
      actions.flatMap((action): Task[] => {
        const rule = rules.get(action.ruleId);
        if (rule === undefined) return [];
        return [
          {
            ...actionShape(action, rule, {
              units,
              owner: action.owner,
              firedOn: action.firedOn,
              fallen: fallen.get(taskKey(action)),
            }),
            account: { id: action.accountId, name: action.account },
            mrr: action.mrr,
          },
        ];
      });
    return {
      as_of: day,
      currency: company.currency,
      per_day: perDay,
      today: tasks(list.today),
      later: tasks(list.later),
      n_later: list.laterCount,
      snoozed: tasks(list.snoozed),
      owners,
    };
  });
};

/** Everybody who has an open action. */
async function ownersOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ owner: string }>`
    select distinct coalesce(owner_email, csm_email, ${nobody}) as owner
    from app.action
    join account.account on account.id = action.account_id
    where closed_on is null and not withdrawn
    order by 1`.execute(db);
  return rows.map(({ owner }) => owner);
}
