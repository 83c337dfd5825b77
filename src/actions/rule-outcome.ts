import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { readingsOf } from '../health/current.ts';
import { type Scorer, scorerOf } from '../health/scorer.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import { type Band, bandOf } from '../scoring/bands.ts';
import { healthOf } from '../scoring/health.ts';
import type { ActionRule } from './action-rule.ts';
import { type Comparison, type Course, compareCourses, comparedCourses } from './outcome.ts';
import { type HeldReadings, readingsHeldOn } from './readings-held.ts';

export const outcomeDays = [30, 60, 90] as const;

/** What became of accounts so many days after the action, beside those alike where it was not taken. */
export interface OutcomeAfter {
  days: number;
  /** The KPI's own score, 0..100, and its reading; null where the rule names no KPI. */
  score: Comparison | null;
  reading: Comparison | null;
  health: Comparison;
}

interface Done {
  accountId: number;
  /** The last day before it was done: what is done shows in readings from its own day on. */
  start: Day;
}

const mostDone = 200;
/** Readings of so many account days are looked up at most, so that the answer comes within a second or so. */
const mostLookUps = 20_000;
/** Who did the same so shortly before or after is nobody to compare with. */
const contaminatedDays = 90;

/** Of one figure so many days after: those where it was taken, and those where it was not. */
type CoursesOf = (figure: Figure, after: number) => Record<'taken' | 'others', AccountCourse[]>;

/**
 * Outcome of a rule's actions that are done, from the readings stored for those days. Readings are of facts as they are
 * known today; nothing is kept beside them (definitions.md 6).
 */
export async function ruleOutcome(db: Db, rule: ActionRule, today: Day): Promise<OutcomeAfter[]> {
  const coursesOf = await coursesOfRule(db, rule, today);
  if (coursesOf === null) return [];
  return outcomeDays
    .map((days): OutcomeAfter => {
      const compare = (figure: Figure) => {
        const { taken, others } = coursesOf(figure, days);
        return compareCourses(taken, others);
      };
      return {
        days,
        score: rule.kpi === null ? null : compare('score'),
        reading: rule.kpi === null ? null : compare('reading'),
        health: compare('health'),
      };
    })
    .filter(({ health }) => health.taken.n + health.leftOut > 0);
}

/** The accounts behind the counts of an outcome, the newest start first. */
export async function outcomeCourses(
  db: Db,
  rule: ActionRule,
  { today, figure, days, side }: { today: Day; figure: Figure; days: number; side: OutcomeSide },
): Promise<AccountCourse[]> {
  const coursesOf = await coursesOfRule(db, rule, today);
  if (coursesOf === null || (rule.kpi === null && figure !== 'health')) return [];
  const { taken, others } = coursesOf(figure, days);
  return comparedCourses(taken, others)[side].toSorted(
    (a, b) => daysBetween(a.startDay, b.startDay) || a.accountId - b.accountId,
  );
}

/** Null before 30 days have passed since the first was done. */
async function coursesOfRule(db: Db, rule: ActionRule, today: Day): Promise<CoursesOf | null> {
  const done = await doneActions(db, rule.id);
  const settled = done.filter(({ start }) => addDays(start, outcomeDays[0]) <= today);
  if (settled.length === 0) return null;
  const starts = [...new Set(settled.map(({ start }) => start))];
  const days = [
    ...new Set(
      starts.flatMap((start) => [0, ...outcomeDays].map((after) => addDays(start, after))),
    ),
  ].filter((day) => day <= today);
  const takers = [...new Set(settled.map(({ accountId }) => accountId))];
  const bystanders = await someAccounts(db, Math.floor(mostLookUps / days.length));
  const accountIds = [...new Set([...takers, ...bystanders])];
  const [held, scorer] = await Promise.all([
    readingsHeldOn(db, accountIds, days),
    scorerOf(db, accountIds),
  ]);
  const standing = standingsOf({ rule, days, held, scorer });
  const doneBy = Map.groupBy(done, ({ accountId }) => accountId);
  const isAlone = (accountId: number, start: Day) =>
    (doneBy.get(accountId) ?? []).every(
      (other) => Math.abs(daysBetween(other.start, start)) > contaminatedDays,
    );
  const others = starts.flatMap((start) =>
    accountIds.filter((id) => isAlone(id, start)).map((accountId) => ({ accountId, start })),
  );
  return (figure, after) => {
    const coursesFrom = (all: readonly Done[]) =>
      all
        .filter(({ start }) => addDays(start, after) <= today)
        .map(({ accountId, start }) => ({
          accountId,
          startDay: start,
          ...courseOf(
            figure,
            standing(accountId, start),
            standing(accountId, addDays(start, after)),
            start,
          ),
        }));
    return { taken: coursesFrom(settled), others: coursesFrom(others) };
  };
}

type Figure = 'reading' | 'score' | 'health';
type OutcomeSide = 'taken' | 'others' | 'leftOut';
type Standing = Record<Figure, number | null> & { band: Band };

/** `band`: at the start; accounts without one are compared with nobody. */
export interface AccountCourse extends Course {
  accountId: number;
  startDay: Day;
  band: Band;
}

function courseOf(
  figure: Figure,
  start: Standing | null,
  after: Standing | null,
  startDay: Day,
): Course & { band: Band } {
  const band = start?.band ?? 'unknown';
  if (start === null || band === 'unknown') return { band, stratum: '', start: null, after: null };
  return {
    band,
    stratum: `${startDay} ${band}`,
    start: start[figure],
    after: after?.[figure] ?? null,
  };
}

async function doneActions(db: Db, ruleId: string): Promise<Done[]> {
  const { rows } = await sql<{ account_id: number; closed_on: Day }>`
    select account_id, closed_on from app.action
    where rule_id = ${ruleId} and state = 'done'
    order by closed_on desc, account_id
    limit ${mostDone}`.execute(db);
  return rows.map(({ account_id, closed_on }) => ({
    accountId: account_id,
    start: addDays(closed_on, -1),
  }));
}

/** As many as asked for, drawn by chance, but the same ones every time. */
async function someAccounts(db: Db, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from account.account where not withdrawn order by md5(id::text) limit ${most}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

interface Standings {
  rule: ActionRule;
  days: readonly Day[];
  held: ReadonlyMap<number, readonly (HeldReadings | null)[]>;
  scorer: Scorer;
}

/** An account's figures at the end of a day, each computed once. */
function standingsOf({ rule, days, held, scorer }: Standings) {
  const placeOf = new Map(days.map((day, place) => [day, place]));
  const known = new Map<string, Standing | null>();
  const compute = (accountId: number, day: Day): Standing | null => {
    const place = placeOf.get(day);
    const row = place === undefined ? null : held.get(accountId)?.[place];
    if (row == null) return null;
    const settings = scorer.profileOn(accountId, day);
    const health = healthOf(readingsOf(row), settings);
    const part = health.parts.find(({ id }) => id === rule.kpi);
    return {
      score: part?.score ?? null,
      reading: part?.value ?? null,
      health: health.health,
      band: bandOf(rule.kpi === null ? health.health : (part?.score ?? null), settings.bands),
    };
  };
  return (accountId: number, day: Day): Standing | null => {
    const key = `${accountId} ${day}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const standing = compute(accountId, day);
    known.set(key, standing);
    return standing;
  };
}
