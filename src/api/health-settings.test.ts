import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedModel } from '../health/scoring-settings.ts';
import { fillWindow, takeWindow } from '../jobs/further.ts';
import { AccountList } from './contract/account.ts';
import { HealthExplanation } from './contract/health.ts';
import { Version } from './contract/version.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 3, seed: 5 });
});
afterAll(() => server[Symbol.asyncDispose]());

const explanation = async (account: number): Promise<HealthExplanation> => {
  const url = `/api/v1/accounts/~${account}/health`;
  return HealthExplanation.parse((await server.app.inject({ url })).json());
};

test('an explanation names the settings that made it, and how far past an edge the band holds', async () => {
  const { rows } = AccountList.parse((await server.app.inject({ url: '/api/v1/accounts' })).json());
  const account = rows[0]?.id ?? 0;
  expect(await explanation(account)).toMatchObject({
    settings_version: 0,
    hysteresis: 3,
    profile: { name: 'Standard' },
  });

  const model = {
    ...shippedModel,
    profiles: shippedModel.profiles.map((profile) => ({ ...profile, hysteresis: 5 })),
  };
  const versions = '/api/v1/score/versions';
  const draft = Version.parse(
    (
      await server.app.inject({ method: 'POST', url: versions, payload: { model, based_on: 0 } })
    ).json(),
  );
  await server.app.inject({
    method: 'POST',
    url: `${versions}/${draft.id}/publish`,
    payload: { note: 'calmer', author: 'Jana' },
  });
  expect(await explanation(account)).toMatchObject({ settings_version: draft.id, hysteresis: 5 });
});

test('a draft names other settings of a KPI once their readings are there, not before', async () => {
  const { db } = server.database;
  const wanted = { windowDays: 91, parameter: null };
  const place = (await takeWindow(db, 'nps', wanted))?.place ?? 0;
  const model = {
    ...shippedModel,
    profiles: shippedModel.profiles.map((profile) => ({
      ...profile,
      kpis: profile.kpis.map((kpi) => (kpi.id === 'nps' ? { ...kpi, ...wanted, place } : kpi)),
    })),
  };
  const draft = () =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/score/versions',
      payload: { model, based_on: 0 },
    });
  const refused = await draft();
  expect(refused.statusCode).toBe(400);
  expect(refused.body).toContain(`no readings of nps stand at ${place}`);
  await fillWindow(db, place, () => {});
  expect((await draft()).statusCode).toBe(200);
});
