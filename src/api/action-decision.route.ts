import type { z } from 'zod';
import { accountActions } from '../actions/account-actions.ts';
import type { ActionRule } from '../actions/action-rule.ts';
import {
  type ActionKey,
  dismissAction,
  finishAction,
  takeAction,
  undoAction,
} from '../actions/decide.ts';
import { planFor } from '../actions/plan.ts';
import { readReadyRules } from '../actions/ready-rules.ts';
import { openActions, refreshActions } from '../actions/refresh.ts';
import { scoredAccounts } from '../actions/scored-accounts.ts';
import { ruleStandings } from '../actions/standings.ts';
import { readRulesEver } from '../actions/stored-rules.ts';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { accountOf } from './account-of.ts';
import { askedDay, asOf } from './as-of.ts';
import type { ActionParams } from './contract/action.ts';
import { ApiProblem, notFound } from './errors.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';

type Params = z.output<typeof ActionParams>;

const notOpen = () => new ApiProblem(409, 'This action is not open any more.');

export const registerActionDecisions: RegisterRoutes = (app, context) => {
  const { db } = context;

  serveRoute(app, 'action.take', async ({ params, body }) => {
    const { key, rule, today } = await openAction(context, params, body.source);
    const dueOn =
      body.due_on === undefined ? addDays(today, rule.dueDays) : askedDay('due_on', body.due_on);
    const ownerEmail = body.owner === undefined ? rule.ownerEmail : body.owner;
    if (!(await takeAction(db, key, { ownerEmail, dueOn, today }))) throw notOpen();
    await refreshActions(db, today, [key.accountId]);
    return { rule: rule.id, fired_on: key.firedOn };
  });

  serveRoute(app, 'action.finish', async ({ params, body }) => {
    const { key, rule, today } = await openAction(context, params, body.source);
    const { coolDownDays } = rule;
    if (!(await finishAction(db, key, { today, coolDownDays }))) throw notOpen();
    await refreshActions(db, today, [key.accountId]);
    return { rule: rule.id, fired_on: key.firedOn };
  });

  serveRoute(app, 'action.dismiss', async ({ params, body }) => {
    const { key, rule, today } = await openAction(context, params, body.source);
    const { coolDownDays } = rule;
    const { reason } = body;
    if (!(await dismissAction(db, key, { today, coolDownDays, reason }))) throw notOpen();
    await refreshActions(db, today, [key.accountId]);
    return { rule: rule.id, fired_on: key.firedOn };
  });

  serveRoute(app, 'action.undo', async ({ params, body }) => {
    const account = await accountOf(db, params.account, body.source);
    const firedOn = askedDay('fired_on', body.fired_on);
    const key = { accountId: account.id, ruleId: params.rule, firedOn };
    if (!(await undoAction(db, key))) {
      throw new ApiProblem(409, 'This action is open already, or a newer one has taken its place.');
    }
    return { rule: params.rule, fired_on: firedOn };
  });
};

interface OpenAction {
  key: ActionKey;
  rule: ActionRule;
  today: Day;
}

/** The open action of a rule and account; one that holds since a moment ago is fired first. Throws ApiProblem. */
async function openAction(
  context: ApiContext,
  params: Params,
  source: string | undefined,
): Promise<OpenAction> {
  const { db } = context;
  const [account, { day: today }, rules] = await Promise.all([
    accountOf(db, params.account, source),
    asOf(context, undefined),
    readRulesEver(db),
  ]);
  const rule = rules.get(params.rule);
  if (rule === undefined) throw notFound(`There is no rule "${params.rule}".`);
  const find = async () =>
    (await accountActions(db, account.id, today)).find(
      ({ ruleId, closedOn }) => ruleId === rule.id && closedOn === null,
    );
  let open = await find();
  if (open === undefined) {
    await fireNow(db, { accountId: account.id, ruleId: rule.id, today });
    open = await find();
  }
  if (open === undefined) throw notOpen();
  return {
    key: { accountId: account.id, ruleId: rule.id, firedOn: open.firedOn },
    rule,
    today,
  };
}

/** Fires a rule that holds for the account, also where another one of its KPI is open. */
async function fireNow(
  db: Db,
  { accountId, ruleId, today }: { accountId: number; ruleId: string; today: Day },
): Promise<void> {
  const [[account], rules, standings] = await Promise.all([
    scoredAccounts(db, [accountId], today),
    readReadyRules(db),
    ruleStandings(db, [accountId], today),
  ]);
  const { opening, alternatives } = planFor(rules, account, standings.get(accountId) ?? new Map());
  const wanted = [...opening, ...alternatives].filter(({ rule }) => rule.id === ruleId);
  await openActions(
    db,
    today,
    wanted.map((one) => ({ ...one, accountId })),
  );
}
