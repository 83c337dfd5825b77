import type { z } from 'zod';
import { countedKpis } from '../health/current.ts';
import { type Override, overridesInForce } from '../health/override.ts';
import { currentVersion } from '../health/versions.ts';
import { lastProfile } from '../scoring/model.ts';
import { accountSheetColumns, accountSheetRows } from './account-sheet.ts';
import { type AsOf, asOf } from './as-of.ts';
import { type AccountList, type AccountRow, AccountSheetQuery } from './contract/account.ts';
import { currentList } from './current-list.ts';
import { listOfDay } from './list-of-day.ts';
import type { BandTotals, ListedAccount, ListQuery } from './listed-account.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';
import { sendSheet } from './send-sheet.ts';

export const registerAccountList: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.list', async ({ query }) => (await listAccounts(context, query)).list);
  app.get<{ Querystring: z.output<typeof AccountSheetQuery> }>(
    '/api/v1/accounts.csv',
    { config: { action: 'account.read' }, schema: { hide: true, querystring: AccountSheetQuery } },
    async ({ query: { language, ...query } }, reply) => {
      // All at once: a page asked for later could miss who has moved to one before it.
      const all = { ...query, offset: 0, limit: Number.MAX_SAFE_INTEGER };
      const { list, company } = await listAccounts(context, all);
      return sendSheet(reply, language, {
        name: `customers-${list.as_of}`,
        columns: accountSheetColumns,
        batches: accountSheetRows(context.db, company.time_zone, list),
      });
    },
  );
};

async function listAccounts(
  context: ApiContext,
  query: ListQuery,
): Promise<{ list: AccountList; company: AsOf['company'] }> {
  const { db } = context;
  // A list waits twice for the database, whatever it has to ask: while facts come in, each time is a long one.
  const [when, version] = await Promise.all([asOf(context, query.as_of), currentVersion(db)]);
  const { day, company } = when;
  const [found, overrides] = await Promise.all([
    when.isCurrent ? currentList(db, when, query) : listOfDay(db, { ...when, version }, query),
    overridesInForce(db, 'all', { day, timeZone: company.time_zone }),
  ]);
  const wanted = query.band?.split(',') ?? Object.keys(found.bands);
  const list = {
    as_of: day,
    currency: company.currency,
    n_kpis: countedKpis(lastProfile(version.model)),
    total: totalOf(found.bands, wanted),
    bands: found.bands,
    rows: found.accounts.map((account) =>
      rowOf(account, company.currency, overrides.get(account.id)),
    ),
  };
  return { list, company };
}

const totalOf = (bands: BandTotals, wanted: readonly string[]): number =>
  Object.entries(bands)
    .filter(([band]) => wanted.includes(band))
    .reduce((sum, [, { n }]) => sum + n, 0);

const rowOf = (
  account: ListedAccount,
  currency: string,
  override: Override | undefined,
): AccountRow => ({
  id: account.id,
  account_id: account.account_id,
  name: account.name,
  segment: account.segment,
  csm_email: account.csm_email,
  health: account.health,
  coverage: account.coverage,
  band: account.band,
  band_shown: account.band_shown,
  delta_30_days: account.delta_30_days,
  sparkline: account.sparkline,
  mrr: account.mrr === null ? null : { amount: account.mrr, currency },
  next_renewal: account.next_renewal,
  n_known_kpis: account.known_kpis,
  churned_at: account.churned_on,
  override:
    override === undefined
      ? null
      : { health: override.health, band: override.band, last_day: override.lastDay },
  is_demo: account.is_demo,
});
