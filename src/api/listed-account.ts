import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Band } from '../scoring/bands.ts';
import { type AsOf, endOf } from './as-of.ts';
import type { AccountListQuery } from './contract/account.ts';

export type ListQuery = z.output<typeof AccountListQuery>;

/** Who an account is, and whether it had churned by the day. */
export interface ListedIdentity {
  id: number;
  account_id: string;
  name: string;
  segment: string | null;
  csm_email: string | null;
  is_demo: boolean;
  churned_on: string | null;
}

/** A line of the list; money in the company's currency. */
export interface ListedAccount extends ListedIdentity {
  health: number | null;
  coverage: number;
  band: Band;
  band_shown: Band;
  delta_30_days: number | null;
  known_kpis: number;
  mrr: number | null;
  next_renewal: string | null;
  /** Twelve weekly healths, the last one of the day. */
  sparkline: (number | null)[];
}

export type BandTotals = Record<Band, { n: number; mrr: number | null }>;

export const noAccounts = (): BandTotals => ({
  healthy: { n: 0, mrr: null },
  attention: { n: 0, mrr: null },
  at_risk: { n: 0, mrr: null },
  unknown: { n: 0, mrr: null },
});

export interface AccountPage {
  /** What all filters but that of the band leave. */
  bands: BandTotals;
  accounts: ListedAccount[];
}

/** Most names have letters without marks alone, and need none of the dear functions. */
const hasMarks = (column: RawBuilder<unknown>) => sql`octet_length(${column}) > length(${column})`;

/** As people spell and search it: without case, ü as ue. */
const plainText = (column: RawBuilder<unknown>) =>
  sql`case when ${hasMarks(column)}
    then replace(replace(replace(replace(lower(${column}), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss')
    else lower(${column}) end`;

/** Where a name stands in the alphabet: ä beside a. */
export const inAlphabet = (column: RawBuilder<unknown>) =>
  sql`case when ${hasMarks(column)}
    then translate(lower(${column}), 'äàáâãåçèéêëìíîïñöòóôõøùúûüýß', 'aaaaaaceeeeiiiinoooooouuuuys')
    else lower(${column}) end collate "C"`;

const holds = (column: string, asked: string | undefined): RawBuilder<unknown> => {
  if (asked === undefined || asked === '') return sql`true`;
  return asked === '-' ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${asked}`;
};

/**
 * Accounts there are on the day and that meet all filters but that of the band: `id, account_id, name, segment,
 * csm_email, source_id, churned_at`.
 */
export function matchingAccounts(
  { day, company }: Pick<AsOf, 'day' | 'company'>,
  query: ListQuery,
): RawBuilder<unknown> {
  const end = endOf(day, company.time_zone);
  const churned = {
    include: sql`true`,
    only: sql`churned_at < ${end}`,
    exclude: sql`(churned_at is null or churned_at >= ${end})`,
  }[query.churned];
  const text = query.q?.trim() ?? '';
  const found = (column: string) =>
    sql`position(${plainText(sql`${text}::text`)} in ${plainText(sql.ref(column))}) > 0`;
  const isFound =
    text === ''
      ? sql`true`
      : sql`(${found('name')} or ${found('external_id')} or coalesce(${found('domain')}, false))`;
  return sql`
    select id, external_id as account_id, name, segment, csm_email, source_id, churned_at
    from account.account
    where not withdrawn and ${churned} and ${isFound}
      and ${holds('csm_email', query.csm)} and ${holds('segment', query.segment)}
      and (created_at is null or created_at < ${end})`;
}

/** What a line of the list adds to a matching account: `is_demo, churned_on`. */
export const identityOn = ({
  day,
  company,
}: Pick<AsOf, 'day' | 'company'>): RawBuilder<unknown> => sql`
  source_id in (select source.id from app.source where source.name = 'demo') as is_demo,
  case when churned_at < ${endOf(day, company.time_zone)}
    then (churned_at at time zone ${company.time_zone})::date end as churned_on`;
