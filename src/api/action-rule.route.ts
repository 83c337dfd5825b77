import { type ActionRule, RuleDefinition } from '../actions/action-rule.ts';
import { readDailyBudget, writeDailyBudget } from '../actions/day-list.ts';
import { fallenTasks, taskKey } from '../actions/fallen.ts';
import { refreshActions } from '../actions/refresh.ts';
import { ruleActions } from '../actions/rule-actions.ts';
import { hitRate, type RuleCounts, ruleCounts } from '../actions/rule-counts.ts';
import {
  createRule,
  readRules,
  readRulesEver,
  resetRule,
  writeRule,
} from '../actions/stored-rules.ts';
import { conditionFields, scoredKpis, wouldFire } from '../actions/would-fire.ts';
import type { Db } from '../db/connect.ts';
import { parseRule } from '../scoring/rule-parse.ts';
import { actionShape, unitsOfKpis } from './action-shape.ts';
import { asOf } from './as-of.ts';
import type { ActionRule as Listed, RuleDraft } from './contract/action.ts';
import { badField, notFound } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';
import { ruleFlawText } from './rule-flaw.ts';

export const registerActionRules: RegisterRoutes = (app, context) => {
  const { db } = context;
  const refresh = async () => refreshActions(db, (await asOf(context, undefined)).day);

  serveRoute(app, 'action_rule.list', async () => {
    const [rules, counts, perDay, kpis, fields] = await Promise.all([
      readRules(db),
      ruleCounts(db),
      readDailyBudget(db),
      scoredKpis(db),
      conditionFields(db),
    ]);
    return {
      per_day: perDay,
      rules: rules.map((rule) => listed(rule, counts.get(rule.id))),
      kpis,
      fields: fields.map(({ name, type }) => ({ name, type })),
    };
  });

  serveRoute(app, 'action_rule.create', async ({ body }) => {
    const rule = await createRule(db, await definitionOf(db, body));
    await refresh();
    return { rule };
  });

  serveRoute(app, 'action_rule.write', async ({ params, body }) => {
    await ruleOf(db, params.rule);
    await writeRule(db, params.rule, await definitionOf(db, body));
    await refresh();
    return { rule: params.rule };
  });

  serveRoute(app, 'action_rule.reset', async ({ params }) => {
    await ruleOf(db, params.rule);
    await resetRule(db, params.rule);
    await refresh();
    return { rule: params.rule };
  });

  serveRoute(app, 'action_rule.check', async ({ body }) => {
    const { day } = await asOf(context, undefined);
    const { condition } = body;
    if (condition !== null && condition.trim() !== '') {
      const parsed = parseRule(condition, await conditionFields(db));
      if (!parsed.ok)
        return { ...parsed, reason: { ...parsed.reason, params: { ...parsed.reason.params } } };
    }
    const definition = await definitionOf(db, body);
    const rule: ActionRule = { id: '', origin: 'own', edited: false, ...definition };
    return { ok: true as const, ...(await wouldFire(db, rule, day)) };
  });

  serveRoute(app, 'action_rule.actions', async ({ params, query }) => {
    const [ever, units] = await Promise.all([readRulesEver(db), unitsOfKpis(db)]);
    const rule = ever.get(params.rule);
    if (rule === undefined) throw notFound(`There is no rule "${params.rule}".`);
    const [{ day }, { n, actions }] = await Promise.all([
      asOf(context, undefined),
      ruleActions(db, { ruleId: rule.id, ...query }),
    ]);
    const tasks = actions.filter(({ state }) => state === 'task');
    const fallen = await fallenTasks(db, day, tasks, ever);
    return {
      n,
      actions: actions.map((action) => ({
        ...actionShape(action, rule, {
          units,
          owner: action.owner,
          firedOn: action.firedOn,
          fallen: action.state === 'task' ? fallen.get(taskKey(action)) : null,
        }),
        account: { id: action.accountId, name: action.account },
      })),
    };
  });

  serveRoute(app, 'action_rule.budget', async ({ body }) => {
    await writeDailyBudget(db, body.per_day);
    return { per_day: await readDailyBudget(db) };
  });
};

async function ruleOf(db: Db, id: string): Promise<ActionRule> {
  const rule = (await readRules(db)).find((one) => one.id === id);
  if (rule === undefined) throw notFound(`There is no rule "${id}".`);
  return rule;
}

/** A draft that can be stored. Throws ApiProblem 400 naming the field. */
async function definitionOf(db: Db, draft: RuleDraft): Promise<RuleDefinition> {
  const parsed = RuleDefinition.safeParse({
    title: draft.title,
    why: draft.why,
    kpi: draft.kpi || null,
    band: draft.kpi ? draft.band : null,
    condition: draft.condition?.trim() || null,
    ownerEmail: draft.owner_email?.trim() || null,
    dueDays: draft.due_days,
    mode: draft.mode,
    priority: draft.priority,
    coolDownDays: draft.cool_down_days,
    enabled: draft.enabled,
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const [field, ...inside] = (issue?.path ?? []).map(String);
    const name = fieldNames[field ?? ''] ?? 'title';
    throw badField([name, ...inside].join('.'), issue?.message ?? 'is out of form');
  }
  const { kpi, condition } = parsed.data;
  if (kpi !== null && !(await scoredKpis(db)).includes(kpi)) {
    throw badField('kpi', `there is no KPI "${kpi}"`);
  }
  if (condition !== null) {
    const rule = parseRule(condition, await conditionFields(db));
    if (!rule.ok) {
      throw badField('condition', ruleFlawText(rule));
    }
  }
  return parsed.data;
}

const fieldNames: Record<string, string> = {
  title: 'title',
  why: 'why',
  kpi: 'kpi',
  band: 'band',
  condition: 'condition',
  ownerEmail: 'owner_email',
  dueDays: 'due_days',
  coolDownDays: 'cool_down_days',
};

const listed = (rule: ActionRule, counts: RuleCounts | undefined): Listed => ({
  id: rule.id,
  origin: rule.origin,
  edited: rule.edited,
  title: { ...rule.title },
  why: { ...rule.why },
  kpi: rule.kpi,
  band: rule.band,
  condition: rule.condition,
  owner_email: rule.ownerEmail,
  due_days: rule.dueDays,
  mode: rule.mode,
  priority: rule.priority,
  cool_down_days: rule.coolDownDays,
  enabled: rule.enabled,
  fired: counts?.fired ?? 0,
  open: counts?.open ?? 0,
  done: counts?.done ?? 0,
  dismissed: counts?.dismissed ?? 0,
  recovered: counts?.recovered ?? 0,
  wrong_signal: counts?.wrongSignal ?? 0,
  hit_rate: counts === undefined ? null : hitRate(counts),
});
