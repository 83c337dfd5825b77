import {
  isInForce,
  type Override,
  overridesOf,
  removeOverride,
  setOverride,
} from '../health/override.ts';
import { scorerOf } from '../health/scorer.ts';
import { bandOfScore } from '../scoring/bands.ts';
import type { BandEdges } from '../scoring/scoring.ts';
import { accountOf } from './account-of.ts';
import { type AccountQuery, askedDay, asOf } from './as-of.ts';
import type { AccountOverrides, Override as Shown } from './contract/override.ts';
import { badField, notFound } from './errors.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';

export const registerOverrides: RegisterRoutes = (app, context) => {
  const { db } = context;
  serveRoute(app, 'account.overrides', ({ params, query }) =>
    overridesOn(context, params.account, query),
  );
  serveRoute(app, 'account.override', async ({ params, query, body }) => {
    const { day } = await asOf(context, undefined);
    const lastDay = askedDay('last_day', body.last_day);
    if (lastDay < day) throw badField('last_day', 'lies in the past');
    const { id } = await accountOf(db, params.account, query.source);
    const { health = null, band = null, reason, author } = body;
    await setOverride(db, id, { health, band, reason, lastDay, author });
    return overridesOn(context, params.account, { source: query.source });
  });
  serveRoute(app, 'account.override_end', async ({ params, query }) => {
    const { id } = await accountOf(db, params.account, query.source);
    const isRemoved = await removeOverride(db, id, { id: params.override, author: query.author });
    if (!isRemoved) throw notFound(`The account has no override ${params.override} in force.`);
    return overridesOn(context, params.account, { source: query.source });
  });
};

async function overridesOn(
  context: ApiContext,
  account: string,
  query: AccountQuery,
): Promise<AccountOverrides> {
  const { db } = context;
  const { day, company } = await asOf(context, query.as_of);
  const { id } = await accountOf(db, account, query.source);
  const [overrides, scorer] = await Promise.all([
    overridesOf(db, id, { day, timeZone: company.time_zone }),
    scorerOf(db, [id]),
  ]);
  const { bands } = scorer.profileOn(id, day);
  const inForce = overrides.find((one) => isInForce(one, day));
  return {
    as_of: day,
    in_force: inForce === undefined ? null : shown(inForce, bands),
    past: overrides.filter((one) => one !== inForce).map((one) => shown(one, bands)),
  };
}

const shown = (one: Override, edges: BandEdges): Shown => ({
  id: one.id,
  health: one.health,
  band: one.band ?? (one.health === null ? 'unknown' : bandOfScore(one.health, edges)),
  reason: one.reason,
  author: one.author,
  set_on: one.setOn,
  last_day: one.lastDay,
  removed_on: one.removedOn,
  removed_by: one.removedBy,
});
