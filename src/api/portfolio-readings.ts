import { sql } from 'kysely';
import type { Company } from '../accounts/company.ts';
import { mrrAsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import { attributeHistories, attributesOn, customAttributes } from '../health/attributes.ts';
import { groupMembers } from '../health/parents.ts';
import { readingColumns } from '../health/reading-columns.ts';
import { shippedSettings } from '../health/scoring-settings.ts';
import { canChangeWindow } from '../jobs/window-readings.ts';
import { describeKpi } from '../kpis/describe.ts';
import type { KpiDescription, KpiParameter } from '../kpis/kpi.ts';
import { usedParameter } from '../kpis/parameter.ts';
import { furtherPlaces } from '../kpis/places.ts';
import type { Day } from '../lib/day.ts';
import type { RuleValue } from '../scoring/rule.ts';
import { customField } from '../scoring/rule-fields.ts';
import { endOf } from './as-of.ts';
import type { PortfolioReadings, ReadingPlace } from './contract/portfolio.ts';

interface When {
  company: Company;
  /** Not after the last day with readings. */
  day: Day;
}

/** Readings and attributes of every account there is on the day and that has not churned by then. */
export async function portfolioOn(db: Db, when: When): Promise<PortfolioReadings> {
  const { day, company } = when;
  const [accounts, places] = await Promise.all([accountsOn(db, when), readingPlaces(db)]);
  const ids = accounts.map(({ id }) => id);
  const columns = await readingColumns(db, {
    days: [day],
    places: places.map(({ place }) => place),
    accountIds: ids,
  });
  const histories = await attributeHistories(db, ids, company, { withMrr: false });
  const attributes = ids.map((id) => {
    const history = histories.get(id);
    return history === undefined ? () => null : attributesOn(history, day);
  });
  const texts = (field: string) => attributes.map((valueIn) => textOf(valueIn(field)));
  const [customNames, groups] = await Promise.all([
    customAttributes(db),
    groupMembers(db, day, company),
  ]);
  return {
    as_of: day,
    currency: company.currency,
    accounts: {
      id: ids,
      account_id: accounts.map(({ account_id }) => account_id),
      name: accounts.map(({ name }) => name),
      mrr: accounts.map(({ mrr }) => mrr),
      segment: texts('segment'),
      stage: texts('stage'),
      country: texts('country'),
      industry: texts('industry'),
      csm: texts('csm'),
      age_days: attributes.map((valueIn) => numberOf(valueIn('age_days'))),
      custom: Object.fromEntries(customNames.map((name) => [name, texts(customField(name))])),
    },
    groups: groups.map(({ id, parentId, arr }) => ({ id, parent_id: parentId, arr })),
    places,
    readings: places.map(({ place }) => Array.from(columns.column(0, place), knownNumber)),
  };
}

const textOf = (value: RuleValue | null): string | null =>
  typeof value === 'string' ? value : null;
const numberOf = (value: RuleValue | null): number | null =>
  typeof value === 'number' ? value : null;
const knownNumber = (value: number): number | null => (Number.isNaN(value) ? null : value);

async function accountsOn(db: Db, { day, company }: When) {
  const end = endOf(day, company.time_zone);
  const revenue = mrrAsOf({ day, accounts: sql`true`, currency: company.currency });
  const { rows } = await sql<{ id: number; account_id: string; name: string; mrr: number | null }>`
    select id, external_id as account_id, name, mrr
    from account.account
    left join (${revenue}) revenue on revenue.account_id = account.id
    where not withdrawn and (churned_at is null or churned_at >= ${end})
      and (created_at is null or created_at < ${end})
    order by id`.execute(db);
  return rows;
}

/**
 * Every place that a version may name: the shipped KPIs, then custom ones and other windows, but for those whose readings
 * are still to be computed.
 */
export async function readingPlaces(db: Db): Promise<ReadingPlace[]> {
  return (await describedPlaces(db)).map(({ place, described }): ReadingPlace => {
    const { id, area, unit, better, windowDays, parameter } = described;
    return {
      place,
      kpi: id,
      area,
      unit,
      better,
      window_days: windowDays,
      can_change_window: canChangeWindow(id),
      parameter: usedParameter(described),
      setting: parameter === undefined ? null : settingOf(parameter),
    };
  });
}

/** The same places, each with what is known of its KPI. */
export async function describedPlaces(
  db: Db,
): Promise<{ place: number; described: KpiDescription }[]> {
  const further = await furtherPlaces(db);
  const all = [
    ...shippedSettings.kpis,
    ...further
      .filter(({ isFilled }) => isFilled)
      .map(({ place, kpi, definition }) => ({
        id: kpi,
        place,
        curve: [],
        windowDays: definition.windowDays ?? null,
        parameter: definition.kind === 'window' ? (definition.parameter ?? null) : null,
      })),
  ];
  return all.flatMap((kpi) => {
    const described = describeKpi(kpi, further);
    return described === undefined ? [] : [{ place: kpi.place, described }];
  });
}

const settingOf = ({ id, initial, form }: KpiParameter): NonNullable<ReadingPlace['setting']> => ({
  id,
  initial,
  form: form.kind === 'number' ? form : { ...form, options: [...form.options] },
});
