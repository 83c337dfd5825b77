import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ActionRule } from '../src/actions/action-rule.ts';
import { dismissAction, finishAction, giveActionBack, takeAction } from '../src/actions/decide.ts';
import { type Decided, decide, undoDecision } from '../src/actions/decision.ts';
import { refreshActions } from '../src/actions/refresh.ts';
import { createRule, readRules } from '../src/actions/stored-rules.ts';
import { addDays, type Day } from '../src/lib/day.ts';
import { randomOf } from './generate/random.ts';
import { monday, type RatedCustomers, ratedCustomers } from './rated-customers.ts';

let customers: RatedCustomers;
beforeAll(async () => {
  customers = await ratedCustomers();
});
beforeEach(() => customers.forgetAll());
afterAll(() => customers.close());

type RuleInModel = Pick<ActionRule, 'id' | 'band' | 'mode' | 'coolDownDays'>;
type Kind = 'take' | 'finish' | 'not_worth_it' | 'not_now' | 'give_back';

interface Course {
  open: { rule: RuleInModel; firedOn: Day; state: 'suggested' | 'task'; taken: boolean } | null;
  /** Bands and single rules, and the day from which they may fire again. */
  quiet: Record<string, Day>;
  /** What became of it, by rule and the day on which it fired. */
  told: Record<string, string>;
}

/** 40 and 70 are the edges, three points the hysteresis; ratings from 1 to 5 score from 0 to 100. */
const scoreOf = (rating: number): number => (rating - 1) * 25;
const plainBand = (score: number): string =>
  score >= 70 ? 'healthy' : score >= 40 ? 'attention' : 'at_risk';
const isBetter = (band: string | null, score: number): boolean =>
  band === 'at_risk' ? score >= 43 : band === 'attention' && score >= 73;
const isWorse = (band: string | null, score: number): boolean =>
  band === 'healthy' ? score < 67 : band === 'attention' && score < 37;

/** Definitions.md 6 once more, for one account and one KPI: a single place that something can hold. */
class Model {
  course: Course = { open: null, quiet: {}, told: {} };
  readonly rules: readonly RuleInModel[];
  constructor(rules: readonly RuleInModel[]) {
    this.rules = rules;
  }

  private end(state: string, day: Day, quiet?: string): void {
    const { open } = this.course;
    if (open === null) return;
    this.course.told[`${open.rule.id} ${open.firedOn}`] = state;
    if (quiet !== undefined) this.course.quiet[quiet] = addDays(day, open.rule.coolDownDays);
    this.course.open = null;
  }

  private start(rule: RuleInModel, day: Day): void {
    this.course.open = { rule, firedOn: day, state: rule.mode, taken: false };
    this.course.told[`${rule.id} ${day}`] = 'open';
  }

  /** Rules that may fire, those that make tasks first. */
  private ready(rating: number | null, day: Day): RuleInModel[] {
    if (rating === null) return [];
    const isQuiet = (name: string | null) => (this.course.quiet[name ?? ''] ?? day) > day;
    const free = this.rules.filter(
      ({ id, band }) => band === plainBand(scoreOf(rating)) && !isQuiet(band) && !isQuiet(id),
    );
    return free.toSorted((a, b) => Number(b.mode === 'task') - Number(a.mode === 'task'));
  }

  refresh(rating: number | null, day: Day): void {
    const { open } = this.course;
    if (open !== null) {
      const { band } = open.rule;
      if (rating !== null && isBetter(band, scoreOf(rating)))
        this.end('recovered', day, band ?? '');
      else if (open.state === 'suggested' && (rating === null || isWorse(band, scoreOf(rating))))
        this.end('lapsed', day);
    }
    const [first] = this.ready(rating, day);
    if (first === undefined) return;
    const held = this.course.open;
    if (held === null) this.start(first, day);
    else if (first.mode === 'task' && held.state === 'suggested' && held.rule.band === first.band) {
      this.end('lapsed', day);
      this.start(first, day);
    }
  }

  /** False where it is refused. */
  decide(kind: Kind, rule: RuleInModel, rating: number | null, day: Day): boolean {
    const held = this.course.open;
    if (held?.rule.id !== rule.id) {
      const canReplace =
        held?.state === 'suggested' &&
        held.rule.band === rule.band &&
        this.ready(rating, day).some(({ id }) => id === rule.id);
      if (kind === 'give_back' || !canReplace) return false;
      const before = held;
      if (kind === 'not_worth_it') {
        // What is not worth it leaves the suggestion where it is.
        this.start(rule, day);
        this.end('dismissed', day, rule.id);
        this.course.open = before;
        return true;
      }
      this.end('lapsed', day);
      this.start(rule, day);
    }
    const { open } = this.course;
    if (open === null) return false;
    if (kind === 'take') this.course.open = { ...open, state: 'task', taken: true };
    else if (kind === 'give_back') {
      if (!open.taken) return false;
      this.course.open = { ...open, state: rule.mode, taken: false };
    } else if (kind === 'finish') this.end('done', day, rule.band ?? '');
    else this.end('dismissed', day, kind === 'not_now' ? (rule.band ?? '') : rule.id);
    this.refresh(rating, day);
    return true;
  }

  states(): string[] {
    const { open, told } = this.course;
    const now = open === null ? '' : `${open.state}${open.taken ? ' taken' : ''}`;
    return Object.entries(told)
      .map(([key, state]) => `${key} ${state === 'open' ? now : state}`)
      .toSorted();
  }
}

const storedStates = async (accountId: number): Promise<string[]> => {
  const { rows } = await sql<{ state: string }>`
    select rule_id || ' ' || fired_on || ' ' || state
      || case when closed_on is null and taken_on is not null then ' taken' else '' end as state
    from app.action where account_id = ${accountId}`.execute(customers.db);
  return rows.map(({ state }) => state).toSorted();
};

const decideInHale = (accountId: number, rule: ActionRule, kind: Kind, today: Day) => {
  const { coolDownDays } = rule;
  const asked = { accountId, rule, today };
  const { db } = customers;
  if (kind === 'take')
    return decide(db, { ...asked, kind }, (tx, key) =>
      takeAction(tx, key, { ownerEmail: null, dueOn: addDays(today, 5), today }),
    );
  if (kind === 'give_back')
    return decide(db, { ...asked, kind }, (tx, key) => giveActionBack(tx, key, rule));
  if (kind === 'finish')
    return decide(db, { ...asked, kind }, (tx, key) =>
      finishAction(tx, key, { today, coolDownDays }),
    );
  return decide(db, { ...asked, kind: 'dismiss' }, (tx, key) =>
    dismissAction(tx, key, { today, coolDownDays, reason: kind }),
  );
};

const ratings = [1, 2, 2.5, 2.56, 2.64, 2.8, 3, 3.72, 3.8, 3.88, 4, 5, null] as const;
const kinds = ['take', 'finish', 'not_worth_it', 'not_now', 'give_back'] as const;

test.each([
  ['of what ships', 7, false],
  ['of what ships, otherwise', 8, false],
  ['beside a rule that makes tasks', 9, true],
  ['beside a rule that makes tasks, otherwise', 10, true],
])('on random days one thing is open of a KPI: %s', async (_, seed, withTaskRule) => {
  const random = randomOf(seed);
  const id = await customers.addAccount('north');
  if (withTaskRule) {
    const [first] = (await readRules(customers.db)).filter(
      ({ kpi, band }) => kpi === 'agent_rating' && band === 'attention',
    );
    if (first === undefined) throw new Error('no such rule');
    const { id: _id, origin: _origin, edited: _edited, ...definition } = first;
    await createRule(customers.db, { ...definition, mode: 'task', coolDownDays: 9 });
  }
  const rules = (await readRules(customers.db)).filter(({ kpi }) => kpi === 'agent_rating');
  const model = new Model(rules);
  const happened: Record<string, number> = {};
  const count = (what: string) => {
    happened[what] = (happened[what] ?? 0) + 1;
  };
  let day = monday;
  let rating: number | null = null;
  const agrees = async (after: string) => {
    count(after);
    expect(await storedStates(id), `${day} ${after}`).toEqual(model.states());
  };
  for (let step = 0; step < 120; step += 1) {
    day = addDays(day, random.between(1, 20));
    if (random.chance(0.5)) rating = random.pick(ratings);
    await customers.rate(id, rating, day);
    await refreshActions(customers.db, day);
    model.refresh(rating, day);
    await agrees('refreshed');
    expect(await refreshActions(customers.db, day)).toEqual({ fired: 0, recovered: 0, lapsed: 0 });
    if (random.chance(0.2)) continue;

    const { open } = model.course;
    const rule = random.pick(
      open === null || random.chance(0.4) ? rules : rules.filter((one) => one.id === open.rule.id),
    );
    const kind = random.chance(open?.taken ? 0 : 0.7) ? 'take' : random.pick(kinds);
    const before = structuredClone(model.course);
    const decided: Decided = await decideInHale(id, rule, kind, day);
    const isDecided = model.decide(kind, rule, rating, day);
    expect(decided.outcome, `${day} ${kind} ${rule.id}`).toBe(isDecided ? 'decided' : 'not-open');
    await agrees(isDecided ? kind : 'refused');
    if (decided.outcome !== 'decided' || decided.decision === null || random.chance(0.6)) continue;
    const { decision } = decided;
    const undone = { accountId: id, ruleId: rule.id, decision };
    expect(await undoDecision(customers.db, undone)).toBe(true);
    model.course = before;
    await agrees('undone');
  }
  for (const what of [...kinds, 'refused', 'undone', 'refreshed'])
    expect(happened[what] ?? 0, what).toBeGreaterThan(0);
});
