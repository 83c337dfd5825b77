import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { sparklineDays } from '../health/write-current.ts';
import type { Band } from '../scoring/bands.ts';
import type { AsOf } from './as-of.ts';
import {
  type AccountPage,
  identityOn,
  inAlphabet,
  type ListedAccount,
  type ListQuery,
  matchingAccounts,
  noAccounts,
} from './listed-account.ts';

const sortedBy: Record<ListQuery['sort'], RawBuilder<unknown>> = {
  name: inAlphabet(sql`name`),
  health: sql`health`,
  delta_30_days: sql`health - health_30_days_ago`,
  mrr: sql`mrr`,
  next_renewal: sql`next_renewal`,
  csm: inAlphabet(sql`csm_email`),
  segment: inAlphabet(sql`segment`),
  coverage: sql`coalesce(coverage, 0)`,
};

/** A page of the list as it stands today, from what every change of a health leaves in `health.current` and, for parent accounts, in `health.parent`. */
export async function currentList(
  db: Db,
  when: Pick<AsOf, 'day' | 'company'>,
  query: ListQuery,
): Promise<AccountPage> {
  const shown = sql`coalesce(band_shown, 'unknown')`;
  const joined = sql`(${matchingAccounts(when, query)}) matching
    left join health.listed on listed.account_id = matching.id`;
  const bands = query.band?.split(',');
  const ofBands = bands === undefined ? sql`true` : sql`${shown} = any(${bands}::text[])`;
  const direction = query.order === 'desc' ? sql`desc` : sql`asc`;
  const [totals, page] = await Promise.all([
    sql<{ band: Band; n: number; mrr: number | null }>`
      select ${shown} as band, count(*) as n, sum(mrr) as mrr from ${joined} group by 1`.execute(
      db,
    ),
    // Thousands of accounts are put in order by as little as that takes; the page alone is read in full.
    sql<Omit<ListedAccount, 'sparkline'> & { sparkline: ListedAccount['sparkline'] | null }>`
      select top.id, top.account_id, name, segment, csm_email, ${identityOn(when)}, health,
        coalesce(coverage, 0) as coverage, coalesce(band, 'unknown') as band, ${shown} as band_shown,
        health - health_30_days_ago as delta_30_days, coalesce(known_kpis, 0) as known_kpis, mrr, next_renewal,
        sparkline
      from (
        select matching.id, matching.account_id, ${sortedBy[query.sort]} as sort_key
        from ${joined}
        where ${ofBands}
        order by sort_key ${direction} nulls last, matching.account_id collate "C", matching.id
        limit ${query.limit} offset ${query.offset}
      ) top
      join account.account on account.id = top.id
      left join health.listed on listed.account_id = top.id
      order by sort_key ${direction} nulls last, top.account_id collate "C", top.id`.execute(db),
  ]);
  const ofBand = noAccounts();
  for (const { band, n, mrr } of totals.rows) ofBand[band] = { n, mrr };
  const noHealths = sparklineDays(when.day).map(() => null);
  const accounts = page.rows.map(({ sparkline, ...row }) => ({
    ...row,
    sparkline: sparkline ?? noHealths,
  }));
  return { bands: ofBand, accounts };
}
