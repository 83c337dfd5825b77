import type { z } from 'zod';
import type { ActionRule } from '../actions/action-rule.ts';
import {
  dismissAction,
  finishAction,
  giveActionBack,
  snoozeAction,
  takeAction,
} from '../actions/decide.ts';
import { type Decided, type DecisionKind, decide, undoDecision } from '../actions/decision.ts';
import { refreshActions } from '../actions/refresh.ts';
import { readRulesEver } from '../actions/stored-rules.ts';
import { addDays, type Day } from '../lib/day.ts';
import { accountOf } from './account-of.ts';
import { askedDay, asOf } from './as-of.ts';
import type { ActionDecided, ActionParams } from './contract/action.ts';
import { ApiProblem, badField, notFound } from './errors.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';

type Params = z.output<typeof ActionParams>;

export const registerActionDecisions: RegisterRoutes = (app, context) => {
  const { db } = context;

  serveRoute(app, 'action.take', async ({ params, body }) => {
    const asked = await askedAbout(context, params, body.source, 'take');
    const { rule, today } = asked;
    const dueOn =
      body.due_on === undefined ? addDays(today, rule.dueDays) : askedDay('due_on', body.due_on);
    const ownerEmail = body.owner === undefined ? rule.ownerEmail : body.owner;
    return told(
      asked,
      await decide(db, asked, (tx, key) => takeAction(tx, key, { ownerEmail, dueOn, today })),
    );
  });

  serveRoute(app, 'action.give_back', async ({ params, body }) => {
    const asked = await askedAbout(context, params, body.source, 'give_back');
    return told(asked, await decide(db, asked, (tx, key) => giveActionBack(tx, key, asked.rule)));
  });

  serveRoute(app, 'action.finish', async ({ params, body }) => {
    const asked = await askedAbout(context, params, body.source, 'finish');
    const { today } = asked;
    const { coolDownDays } = asked.rule;
    return told(
      asked,
      await decide(db, asked, (tx, key) => finishAction(tx, key, { today, coolDownDays })),
    );
  });

  serveRoute(app, 'action.dismiss', async ({ params, body }) => {
    const asked = await askedAbout(context, params, body.source, 'dismiss');
    const { today } = asked;
    const { coolDownDays } = asked.rule;
    const { reason } = body;
    return told(
      asked,
      await decide(db, asked, (tx, key) => dismissAction(tx, key, { today, coolDownDays, reason })),
    );
  });

  serveRoute(app, 'action.snooze', async ({ params, body }) => {
    const asked = await askedAbout(context, params, body.source, 'snooze');
    const until = body.until === null ? null : restUntil(body.until, asked.today);
    return told(asked, await decide(db, asked, (tx, key) => snoozeAction(tx, key, until)));
  });

  serveRoute(app, 'action.undo', async ({ params, body }) => {
    const account = await accountOf(db, params.account, body.source);
    const { decision } = body;
    if (!(await undoDecision(db, { accountId: account.id, ruleId: params.rule, decision }))) {
      throw new ApiProblem(409, 'This was undone already, or something has changed since.');
    }
    // What was suggested since then gives way to a task that is one again.
    await refreshActions(db, (await asOf(context, undefined)).day, [account.id]);
    return { rule: params.rule, decision };
  });
};

/** So long a suggestion may rest: what is out of sight for longer is forgotten. */
const mostSnoozedDays = 90;

function restUntil(asked: string, today: Day): Day {
  const until = askedDay('until', asked);
  const last = addDays(today, mostSnoozedDays);
  if (until <= today || until > last) {
    throw badField('until', `must lie between ${addDays(today, 1)} and ${last}`);
  }
  return until;
}

interface Asked {
  accountId: number;
  rule: ActionRule;
  today: Day;
  kind: DecisionKind;
}

async function askedAbout(
  context: ApiContext,
  params: Params,
  source: string | undefined,
  kind: DecisionKind,
): Promise<Asked> {
  const { db } = context;
  const [account, { day: today }, rules] = await Promise.all([
    accountOf(db, params.account, source),
    asOf(context, undefined),
    readRulesEver(db),
  ]);
  const rule = rules.get(params.rule);
  if (rule === undefined) throw notFound(`There is no rule "${params.rule}".`);
  return { accountId: account.id, rule, today, kind };
}

const refused = 'This action is not open any more, or another one of its KPI is a task already.';
const refusals: Partial<Record<DecisionKind, string>> = {
  give_back: 'Nobody has this action as a task.',
  snooze: 'This action is not suggested any more.',
};

/** Throws ApiProblem 409. */
function told({ rule, kind }: Asked, decided: Decided): z.output<typeof ActionDecided> {
  if (decided.outcome === 'decided') {
    return { rule: rule.id, fired_on: decided.firedOn, decision: decided.decision };
  }
  throw new ApiProblem(409, refusals[kind] ?? refused);
}
