import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedModel } from '../health/scoring-settings.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { AccountList } from './contract/account.ts';
import { Problem } from './contract/problem.ts';
import {
  Backtest,
  PortfolioEffect,
  Version,
  VersionList,
  VersionSummary,
} from './contract/version.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 30, seed: 11 });
});
afterAll(() => server[Symbol.asyncDispose]());

const versions = '/api/v1/score/versions';

const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  server.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });

const made = async (model: ScoringModel): Promise<Version> =>
  Version.parse((await ask('POST', versions, { model, based_on: 0 })).json());

/** The shipped model with something else in its only profile. */
const changed = (part: object): ScoringModel => ({
  ...shippedModel,
  profiles: shippedModel.profiles.map((profile) => ({ ...profile, ...part })),
});

const strict = changed({ bands: { healthy: 90, attention: 60 } });

test('a draft is made, changed, read and thrown away', async () => {
  const draft = await made(shippedModel);
  expect(draft).toMatchObject({ state: 'draft', based_on: 0, published_at: null });
  const url = `${versions}/${draft.id}`;
  const saved = await ask('PUT', url, { model: strict, author: 'Jana', note: 'stricter' });
  expect(Version.parse(saved.json())).toMatchObject({ author: 'Jana', model: strict });
  expect(Version.parse((await ask('GET', url)).json()).model).toEqual(strict);
  expect((await ask('DELETE', url)).json()).toEqual({ discarded: draft.id });
  expect((await ask('GET', url)).statusCode).toBe(404);
  expect((await ask('DELETE', url)).statusCode).toBe(409);
  expect((await ask('PUT', url, { model: strict })).statusCode).toBe(409);
});

test('publishing asks for the reason, keeps the effect, and scores everybody anew', async () => {
  const draft = await made(strict);
  const url = `${versions}/${draft.id}/publish`;
  expect((await ask('POST', url, { note: ' ' })).statusCode).toBe(400);
  const foretold = PortfolioEffect.parse(
    (await ask('GET', `/api/v1/score/comparison?before=0&after=${draft.id}`)).json(),
  );
  expect(foretold.n_changed).toBeGreaterThan(0);

  const published = await ask('POST', url, { note: 'Be stricter', author: 'Jana' });
  expect(VersionSummary.parse(published.json())).toMatchObject({
    state: 'published',
    note: 'Be stricter',
    author: 'Jana',
    effect: foretold,
  });
  const list = VersionList.parse((await ask('GET', versions)).json());
  expect(list.current).toBe(draft.id);
  expect(list.versions.map(({ id }) => id)).toEqual([draft.id, 0]);

  const { rows } = AccountList.parse((await ask('GET', '/api/v1/accounts?limit=200')).json());
  const names = ['healthy', 'attention', 'at_risk', 'unknown'] as const;
  const after = names.map((_, band) =>
    foretold.matrix.reduce((sum, row) => sum + (row[band] ?? 0), 0),
  );
  expect(names.map((name) => rows.filter(({ band }) => band === name).length)).toEqual(after);
  expect((await ask('POST', url, { note: 'again' })).statusCode).toBe(409);
  // Whoever names no version asks about the current one.
  const same = PortfolioEffect.parse((await ask('GET', '/api/v1/score/comparison')).json());
  expect(same.n_changed).toBe(0);
});

describe('a model is refused', () => {
  test('where a rule cannot be read, with place and reason', async () => {
    const exceptions = [{ rule: 'open_invoices >= "four"', atMost: 39, reason: 'does not pay' }];
    const draft = await made(changed({ exceptions }));
    const answer = await ask('POST', `${versions}/${draft.id}/publish`, { note: 'cap' });
    expect(answer.statusCode).toBe(400);
    expect(Problem.parse(answer.json()).errors).toEqual([
      {
        path: 'model.profiles.standard.exceptions.0.rule',
        message: expect.stringMatching(/^line 1, column \d+: needs_number/),
      },
    ]);
  });

  test('where a KPI names a place that holds other readings', async () => {
    const [profile] = shippedModel.profiles;
    const kpis = profile?.kpis.map((kpi) => ({ ...kpi, place: kpi.place + 1 })) ?? [];
    const answer = await ask('POST', versions, { model: changed({ kpis }), based_on: 0 });
    expect(answer.statusCode).toBe(400);
    expect(Problem.parse(answer.json()).detail).toContain('no readings of touchpoint stand at 1');
  });

  test('where its bands or curves are in disorder', async () => {
    const model = changed({ bands: { healthy: 40, attention: 60 } });
    expect((await ask('POST', versions, { model, based_on: 0 })).statusCode).toBe(400);
  });
});

test('two versions are judged by the same past', async () => {
  const lenient = await made(changed({ bands: { healthy: 20, attention: 1 } }));
  const url = `/api/v1/score/backtest?before=0&after=${lenient.id}`;
  const answer = Backtest.parse((await ask('GET', url)).json());
  expect(answer.months).toBeGreaterThan(0);
  expect(answer.after.seen + answer.after.false_alarms).toBeLessThan(
    answer.before.seen + answer.before.false_alarms,
  );
  expect(answer.before.seen).toBeLessThanOrEqual(answer.churned);
});
