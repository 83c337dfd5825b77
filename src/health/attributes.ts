import { sql } from 'kysely';
import type { Company } from '../accounts/company.ts';
import { type MrrStep, mrrAsOf, mrrStepsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import { addDays, type Day, daysBetween, parseDay } from '../lib/day.ts';
import { type FieldValue, fieldsOf, type Rule, type RuleValue } from '../scoring/rule.ts';
import { columnOfCustomField } from '../scoring/rule-fields.ts';
import { attributesUsed, profilePlace, type ReadyProfile } from '../scoring/rule-model.ts';
import { type RuleColumn, ruleToSql } from './rule-sql.ts';

/** Values of text attributes by field; those of unknown columns as `custom.NAME`. */
type Texts = ReadonlyMap<string, string>;

/** What an account was like, and when (definitions.md 10, Profiles and attributes). */
export interface AttributeHistory {
  readonly createdOn: Day | null;
  /** What held until the day before `untilDay`, in order of days; the last one has none and holds now. */
  readonly texts: readonly { readonly untilDay: Day | null; readonly values: Texts }[];
  /** In order of days. */
  readonly mrr: readonly MrrStep[];
}

/** Before every day that can be asked for. */
const sinceEver = parseDay('0001-01-01');

interface Row {
  account_id: number;
  until_day: Day | null;
  created_on: Day | null;
  segment: string | null;
  stage: string | null;
  csm: string | null;
  country: string | null;
  industry: string | null;
  custom: Record<string, string>;
}

const textFields = ['segment', 'stage', 'csm', 'country', 'industry'] as const;

/** The histories of these accounts; MRR is left empty where nobody asks for it. */
export async function attributeHistories(
  db: Db,
  accountIds: readonly number[],
  company: Pick<Company, 'time_zone' | 'currency'>,
  { withMrr }: { withMrr: boolean },
): Promise<Map<number, AttributeHistory>> {
  const { rows } = await sql<Row>`
    select id as account_id, null as until_day, (created_at at time zone ${company.time_zone})::date as created_on,
      segment, stage, csm_email as csm, country, industry, custom
    from account.account
    where id = any(${accountIds}::int[])
    union all
    select account_id, until_day, null, segment, stage, csm_email, country, industry, custom
    from account.past_attributes
    where account_id = any(${accountIds}::int[])
    order by 1, 2 nulls last`.execute(db);
  const mrrs = withMrr
    ? await mrrStepsOf(db, accountIds, company.currency)
    : new Map<number, MrrStep[]>();
  const byAccount = Map.groupBy(rows, (row) => row.account_id);
  return new Map(
    [...byAccount].map(([id, held]) => [
      id,
      {
        createdOn: held.at(-1)?.created_on ?? null,
        texts: held.map((row) => ({ untilDay: row.until_day, values: textsOf(row) })),
        mrr: mrrs.get(id) ?? [],
      },
    ]),
  );
}

function textsOf(row: Row): Texts {
  const values = new Map<string, string>();
  for (const field of textFields) {
    const value = row[field];
    if (value !== null) values.set(field, value);
  }
  for (const [column, value] of Object.entries(row.custom)) values.set(`custom.${column}`, value);
  return values;
}

/** The attributes of an account at the end of a day, as rules of profiles see them. */
export const attributesOn =
  (history: AttributeHistory, day: Day): FieldValue =>
  (field): RuleValue | null => {
    if (field === 'mrr') return history.mrr.findLast(({ fromDay }) => fromDay <= day)?.mrr ?? null;
    if (field !== 'age_days') return textOn(history, field, day);
    return history.createdOn === null ? null : daysBetween(history.createdOn, day);
  };

/** The first value that Hale learned holds since ever; a value that was taken away later is none. */
function textOn({ texts }: AttributeHistory, field: string, day: Day): string | null {
  const place = texts.findIndex(({ untilDay }) => untilDay === null || untilDay > day);
  const first = texts.findIndex(({ values }) => values.has(field));
  return texts[Math.max(place, first)]?.values.get(field) ?? null;
}

/** Which profile scores an account from a day on: its place in the model's profiles. */
export interface ProfileStep {
  readonly fromDay: Day;
  readonly place: number;
}

/** The profiles that score an account, in order of days, beginning before every day that can be asked for. */
export function profileSteps(
  profiles: readonly ReadyProfile[],
  history: AttributeHistory,
): ProfileStep[] {
  const steps: ProfileStep[] = [];
  for (const fromDay of daysOfChange(profiles, history)) {
    const place = profilePlace(profiles, attributesOn(history, fromDay));
    if (steps.at(-1)?.place !== place) steps.push({ fromDay, place });
  }
  return steps;
}

/** Every day on which a rule can turn, in order: nothing a rule looks at changes between two of them. */
function daysOfChange(profiles: readonly ReadyProfile[], history: AttributeHistory): Day[] {
  const days = new Set([sinceEver]);
  for (const { untilDay } of history.texts) if (untilDay !== null) days.add(untilDay);
  for (const { fromDay } of history.mrr) days.add(fromDay);
  const { createdOn } = history;
  if (createdOn !== null) {
    for (const age of profiles.flatMap(({ matches }) =>
      matches === null ? [] : agesIn(matches),
    )) {
      if (Math.abs(age) > mostDays) continue;
      // An age meets an edge to 9 decimals, so 29.9999999999 is 30: one day more than the edge itself needs.
      for (const after of [0, 1, 2]) days.add(addDays(createdOn, Math.floor(age) + after));
    }
  }
  return [...days].filter((day) => day >= sinceEver).toSorted();
}

/** A thousand years: no age beyond it is ever reached. */
const mostDays = 365_000;

function agesIn(rule: Rule): number[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.flatMap(agesIn);
    case 'not':
      return agesIn(rule.rule);
    case 'compare':
      return rule.field === 'age_days' && typeof rule.value === 'number' ? [rule.value] : [];
    case 'one_of':
      return rule.field === 'age_days'
        ? rule.values.filter((value) => typeof value === 'number')
        : [];
    default:
      return [];
  }
}

/**
 * Which of the profiles scores these accounts, day by day. Reads nothing where no rule looks at an account; accounts
 * that are not there have the last profile.
 */
export async function profileStepsOf(
  db: Db,
  accountIds: readonly number[],
  profiles: readonly ReadyProfile[],
  company: Pick<Company, 'time_zone' | 'currency'>,
): Promise<Map<number, ProfileStep[]>> {
  const used = attributesUsed(profiles);
  if (used.length === 0) return new Map();
  const withMrr = used.includes('mrr');
  const histories = await attributeHistories(db, accountIds, company, { withMrr });
  return new Map([...histories].map(([id, history]) => [id, profileSteps(profiles, history)]));
}

/** The place of the profile at the end of a day; the last of `profiles` where nothing is known of the account. */
export const placeOn = (
  steps: readonly ProfileStep[] | undefined,
  day: Day,
  profiles: readonly ReadyProfile[],
): number =>
  steps?.findLast(({ fromDay }) => fromDay <= day)?.place ??
  profiles.findLastIndex(({ matches }) => matches === null);

/** Names of the unknown columns that accounts came with, in order. */
export async function customAttributes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct field as name from account.account, jsonb_object_keys(custom) as field
    where not withdrawn order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** How many accounts a rule over attributes finds on a day, as they are now; and how many there are. */
export async function countMatching(
  db: Db,
  rule: Rule,
  { day, company }: { day: Day; company: Pick<Company, 'time_zone' | 'currency'> },
): Promise<{ matching: number; all: number }> {
  const revenue = mrrAsOf({ day, accounts: sql`true`, currency: company.currency });
  const columnOf = (field: string) => currentAttribute(field, { day, timeZone: company.time_zone });
  const { rows } = await sql<{ matching: number; all: number }>`
    select (count(*) filter (where ${ruleToSql(rule, columnOf)}))::int as matching, count(*)::int as "all"
    from account.account
    left join (${fieldsOf(rule).includes('mrr') ? revenue : noRevenue}) revenue on revenue.account_id = account.id
    where not withdrawn`.execute(db);
  return rows[0] ?? { matching: 0, all: 0 };
}

const noRevenue = sql`select null::int as account_id, null::float8 as mrr`;

/** A field of `attributeFields` as a column of `account.account`, today; `mrr` stands in a row named revenue. */
export function currentAttribute(
  field: string,
  { day, timeZone }: { day: Day; timeZone: string },
): RuleColumn | null {
  const column = columnOfCustomField(field);
  if (column !== null) return { type: 'text', expression: sql`account.custom ->> ${column}` };
  switch (field) {
    case 'segment':
    case 'stage':
    case 'country':
    case 'industry':
      return { type: 'text', expression: sql.ref(`account.${field}`) };
    case 'csm':
      return { type: 'text', expression: sql`account.csm_email` };
    case 'mrr':
      return { type: 'number', expression: sql`revenue.mrr` };
    case 'age_days':
      return {
        type: 'number',
        expression: sql`(${day}::date - (account.created_at at time zone ${timeZone})::date)::float8`,
      };
    default:
      return null;
  }
}
