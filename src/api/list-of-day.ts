import { sql } from 'kysely';
import { mrrAsOf, nextRenewalAsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import {
  healthOnDay,
  healthOnEveryDay,
  knownKpisOnDay,
  numberOrNull,
  placesOf,
} from '../health/portfolio-health.ts';
import { parentHealthsFrom } from '../health/rolled-up.ts';
import { scorerOf } from '../health/scorer.ts';
import type { Version } from '../health/versions.ts';
import { sparklineDays } from '../health/write-current.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { addDays, type Day } from '../lib/day.ts';
import { bandOrder } from '../scoring/portfolio.ts';
import type { AsOf } from './as-of.ts';
import { bandsShownOn } from './bands-shown-on.ts';
import { columnsOn } from './columns-on.ts';
import {
  type AccountPage,
  identityOn,
  type ListedAccount,
  type ListedIdentity,
  type ListQuery,
  matchingAccounts,
  noAccounts,
} from './listed-account.ts';

/** A page of the list as of any day: every matching account is scored from the readings it had then. */
export async function listOfDay(
  db: Db,
  when: Pick<AsOf, 'day' | 'company'> & { version: Version },
  query: ListQuery,
): Promise<AccountPage> {
  const { day, company, version } = when;
  const monthAgo = addDays(day, -30);
  const { rows: found } = await sql<ListedIdentity>`
    select id, account_id, name, segment, csm_email, ${identityOn(when)}
    from (${matchingAccounts(when, query)}) matching`.execute(db);
  const accountIds = found.map(({ id }) => id);
  const [scorer, contracts] = await Promise.all([
    scorerOf(db, accountIds, version),
    contractsOn(db, when),
  ]);
  const places = placesOf(scorer);
  const columns = await columnsOn(db, company, { accountIds, days: [monthAgo, day], places });
  const parents = await parentHealthsFrom(db, readingHistory(db, company), { day, version });
  const earlier = healthOnDay(columns, 0, scorer).health;
  const current = healthOnDay(columns, 1, scorer);
  const known = knownKpisOnDay(columns, 1, scorer);
  const scored = found.map((identity, account): ListedAccount => {
    const health = numberOrNull(current.health[account]);
    const before = numberOrNull(earlier[account]);
    const band = bandOrder[current.band[account] ?? 3] ?? 'unknown';
    const { mrr = null, next_renewal = null } = contracts.get(identity.id) ?? {};
    return {
      ...identity,
      health,
      coverage: current.coverage[account] ?? 0,
      band,
      band_shown: band,
      delta_30_days: health === null || before === null ? null : health - before,
      known_kpis: known[account] ?? 0,
      mrr,
      next_renewal,
      sparkline: [],
    };
  });
  const shown = await bandsShownOn(db, { company, day, accounts: scored, version });
  for (const account of scored) {
    const parent = parents.get(account.id);
    account.band_shown = shown.get(account.id) ?? account.band;
    if (parent !== undefined)
      Object.assign(account, { ...parent, band_shown: parent.band, delta_30_days: null });
  }
  const page = pageOf(scored, query);
  const onPage = await columnsOn(db, company, {
    accountIds: page.accounts.map(({ id }) => id),
    days: sparklineDays(day),
    places,
  });
  const { health } = healthOnEveryDay(onPage, scorer);
  for (const [place, account] of page.accounts.entries()) {
    account.sparkline = onPage.days.map((_, week) =>
      numberOrNull(health[week * page.accounts.length + place]),
    );
  }
  return page;
}

/** MRR and next renewal of every account that has any, as of the day. */
async function contractsOn(db: Db, { day, company }: Pick<AsOf, 'day' | 'company'>) {
  const all = { day, accounts: sql`true`, currency: company.currency };
  const { rows } = await sql<{ account_id: number; mrr: number | null; next_renewal: Day | null }>`
    select account_id, mrr, next_renewal
    from (${mrrAsOf(all)}) revenue
    full join (${nextRenewalAsOf(all)}) renewal using (account_id)`.execute(db);
  return new Map(rows.map((row) => [row.account_id, row]));
}

function pageOf(scored: ListedAccount[], query: ListQuery): AccountPage {
  const bands = noAccounts();
  for (const { band_shown, mrr } of scored) {
    const total = bands[band_shown];
    total.n += 1;
    if (mrr !== null) total.mrr = (total.mrr ?? 0) + mrr;
  }
  const wanted = query.band?.split(',');
  const chosen = scored.filter(({ band_shown }) => wanted?.includes(band_shown) ?? true);
  const accounts = chosen.toSorted(inOrder(query)).slice(query.offset, query.offset + query.limit);
  return { bands, accounts };
}

const sortedBy: Record<ListQuery['sort'], (account: ListedAccount) => number | string | null> = {
  name: ({ name }) => name,
  health: ({ health }) => health,
  delta_30_days: ({ delta_30_days }) => delta_30_days,
  mrr: ({ mrr }) => mrr,
  next_renewal: ({ next_renewal }) => next_renewal,
  csm: ({ csm_email }) => csm_email,
  segment: ({ segment }) => segment,
  coverage: ({ coverage }) => coverage,
};

const inAlphabet = new Intl.Collator('de').compare;

function inOrder({ sort, order }: ListQuery) {
  const sortedValue = sortedBy[sort];
  const direction = order === 'desc' ? -1 : 1;
  return (a: ListedAccount, b: ListedAccount): number => {
    const [one, other] = [sortedValue(a), sortedValue(b)];
    if (one === null || other === null) {
      return Number(one === null) - Number(other === null) || byAccountId(a, b);
    }
    const apart = typeof one === 'string' ? inAlphabet(one, String(other)) : one - Number(other);
    return direction * apart || byAccountId(a, b);
  };
}

/** In code point order, as the database sorts. */
const byAccountId = (a: ListedIdentity, b: ListedIdentity): number =>
  Buffer.compare(Buffer.from(a.account_id), Buffer.from(b.account_id)) || a.id - b.id;
