import type { Db } from '../db/connect.ts';
import { sparklineWeeks } from '../health/write-current.ts';
import { Day } from '../lib/day.ts';
import type { SheetCell } from '../lib/sheet-line.ts';
import { freshnessOf } from '../rollups/freshness.ts';
import type { AccountList, AccountRow } from './contract/account.ts';

/** What the list shows of a customer, by column; days since the newest fact apart. */
const cellsOf: Record<string, (row: AccountRow, list: AccountList) => SheetCell> = {
  account_id: ({ account_id }) => account_id,
  name: ({ name }) => name,
  segment: ({ segment }) => segment,
  csm_email: ({ csm_email }) => csm_email,
  health: ({ health }) => health,
  band: ({ band }) => band,
  band_shown: ({ band_shown }) => band_shown,
  delta_30_days: ({ delta_30_days }) => delta_30_days,
  coverage: ({ coverage }) => coverage,
  n_known_kpis: ({ n_known_kpis }) => n_known_kpis,
  n_kpis: (_, { n_kpis }) => n_kpis,
  mrr: ({ mrr }) => mrr?.amount ?? null,
  currency: ({ mrr }) => mrr?.currency ?? null,
  next_renewal: ({ next_renewal }) => next_renewal,
  override_health: ({ override }) => override?.health ?? null,
  override_band: ({ override }) => override?.band ?? null,
  override_last_day: ({ override }) => override?.last_day ?? null,
  churned_at: ({ churned_at }) => churned_at,
  is_demo: ({ is_demo }) => is_demo,
};

/** Healths of the weeks before: the newest one is the health itself. */
const weeksAgo = Array.from({ length: sparklineWeeks - 1 }, (_, at) => at + 1);

export const accountSheetColumns = [
  ...Object.keys(cellsOf),
  'freshness_days',
  ...weeksAgo.map((weeks) => `health_${weeks}_weeks_ago`),
];

const BATCH = 500;

/** Lines of the list as cells, batch by batch: the newest fact of an account is looked for while the lines before it go out. */
export async function* accountSheetRows(
  db: Db,
  timeZone: string,
  list: AccountList,
): AsyncGenerator<SheetCell[][]> {
  const day = Day.parse(list.as_of);
  for (let start = 0; start < list.rows.length; start += BATCH) {
    const rows = list.rows.slice(start, start + BATCH);
    const accountIds = rows.map(({ id }) => id);
    const freshness = await freshnessOf(db, accountIds, { day, timeZone });
    yield rows.map((row) => [
      ...Object.values(cellsOf).map((cellOf) => cellOf(row, list)),
      freshness.get(row.id) ?? null,
      ...weeksAgo.map((weeks) => row.sparkline.at(-1 - weeks) ?? null),
    ]);
  }
}
