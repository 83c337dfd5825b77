import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedModel } from '../health/scoring-settings.ts';
import { readVersion } from '../health/versions.ts';
import { parseDay } from '../lib/day.ts';
import { bandsOf } from '../proof/bands-proof.ts';
import { readProofData } from '../proof/read-data.ts';
import { rowsOf } from '../proof/rows.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { AccountList } from './contract/account.ts';
import { Job, JobStarted } from './contract/job.ts';
import { Problem } from './contract/problem.ts';
import {
  KeptBacktest,
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

describe('of two people at one draft', () => {
  const currentId = async (): Promise<number> =>
    VersionList.parse((await ask('GET', versions)).json()).current;
  const detailOf = (answer: Awaited<ReturnType<typeof ask>>): string =>
    Problem.parse(answer.json()).detail;

  test('the second to save is told of the first, and loses nobody’s work', async () => {
    const draft = await made(shippedModel);
    const url = `${versions}/${draft.id}`;
    const { revision } = draft;
    const first = await ask('PUT', url, { model: strict, revision });
    const saved = Version.parse(first.json());
    expect(saved.revision).toBe(revision + 1);
    expect(Date.parse(saved.saved_at)).toBeGreaterThan(Date.parse(draft.saved_at));
    const second = await ask('PUT', url, { model: shippedModel, note: 'mine', revision });
    expect(second.statusCode).toBe(409);
    expect(detailOf(second)).toBe(`Somebody else has saved draft ${draft.id} meanwhile.`);
    const publishing = await ask('POST', `${url}/publish`, { note: 'as it was', revision });
    expect(publishing.statusCode).toBe(409);
    expect(Version.parse((await ask('GET', url)).json())).toEqual(saved);
    expect((await ask('DELETE', url)).statusCode).toBe(200);
  });

  test('nobody takes the place of a version that they have not seen', async () => {
    const replaces = await currentId();
    const [mine, theirs] = [await made(shippedModel), await made(strict)];
    const urlOf = ({ id }: Version) => `${versions}/${id}/publish`;
    expect((await ask('POST', urlOf(theirs), { note: 'first', replaces })).statusCode).toBe(200);
    const late = await ask('POST', urlOf(mine), { note: 'second', replaces });
    expect(late.statusCode).toBe(409);
    expect(detailOf(late)).toContain(`Version ${theirs.id} was published meanwhile.`);
    expect(await currentId()).toBe(theirs.id);
    const again = await ask('POST', urlOf(mine), { note: 'second', replaces: theirs.id });
    expect(again.statusCode).toBe(200);
  });

  test('and of two who publish at once one alone does', async () => {
    const replaces = await currentId();
    const drafts = [await made(strict), await made(strict), await made(strict)];
    const answers = await Promise.all(
      drafts.map(({ id }) => ask('POST', `${versions}/${id}/publish`, { note: 'x', replaces })),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409, 409]);
  });
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
        message: expect.stringMatching(
          /^line 1, column \d+: ".+" is a number and compares with numbers alone$/,
        ),
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

const backtest = '/api/v1/score/backtest';
const keptFor = async (after: number): Promise<KeptBacktest> =>
  KeptBacktest.parse((await ask('GET', `${backtest}?before=0&after=${after}`)).json());
const jobEnded = (id: string) =>
  expect
    .poll(async () => Job.parse((await ask('GET', `/api/v1/jobs/${id}`)).json()).state, {
      timeout: 60_000,
    })
    .not.toMatch(/queued|running/);

test('two versions are judged by the same past, in the background', async () => {
  const lenient = await made(changed({ bands: { healthy: 20, attention: 1 } }));
  expect(await keptFor(lenient.id)).toEqual({
    backtest: null,
    made_at: null,
    is_current: false,
    job: null,
  });
  const order = { before: 0, after: lenient.id };
  const { job } = JobStarted.parse((await ask('POST', backtest, order)).json());
  expect(job).toMatchObject({ kind: 'backtest', can_cancel: true });
  await jobEnded(job.id);

  const kept = await keptFor(lenient.id);
  expect(kept).toMatchObject({ is_current: true, job: null });
  if (kept.backtest === null) throw new Error('nothing was kept');
  const { before, after, leavers, warned_in_vain, ...past } = kept.backtest;
  expect(past.months).toBeGreaterThan(0);
  expect(past.months).toBeLessThanOrEqual(12);
  expect(past.churned).toBeGreaterThan(0);
  expect(before.seen).toBeGreaterThan(0);
  expect(after).toMatchObject({ seen: 0, lead_time_days: null });
  expect(after.false_alarms).toBeLessThan(before.false_alarms);
  expect(leavers).toHaveLength(past.churned);
  expect(leavers.filter((each) => each.before)).toHaveLength(before.seen);
  expect(warned_in_vain.filter((each) => each.before)).toHaveLength(before.false_alarms);
  // As many as the proof of the same settings sees on the same month-ends.
  const { data } = await readProofData(server.database.db, {
    version: await readVersion(server.database.db, 0),
    horizonDays: 90,
    from: parseDay(past.from ?? ''),
    to: parseDay(past.to ?? ''),
  });
  const { at_risk } = bandsOf(data, rowsOf(data));
  expect([before.seen, before.false_alarms]).toEqual([
    at_risk.churned_accounts,
    at_risk.accounts - at_risk.churned_accounts,
  ]);

  await ask('PUT', `${versions}/${lenient.id}`, { model: strict });
  expect((await keptFor(lenient.id)).is_current).toBe(false);
});

test('a version that is none is refused, and one that is gone meanwhile is told', async () => {
  expect((await ask('POST', backtest, { before: 0, after: 999 })).statusCode).toBe(404);
  const job = await server.queue.add({ kind: 'backtest', before: 0, after: 999, horizonDays: 90 });
  await jobEnded(job.id);
  const ended = Job.parse((await ask('GET', `/api/v1/jobs/${job.id}`)).json());
  expect(ended).toMatchObject({ state: 'failed', can_cancel: false });
  expect(ended.error).toContain('no version 999');
});

test('a comparison that waits or runs is stopped and keeps nothing', async () => {
  const other = await made(changed({ bands: { healthy: 80, attention: 50 } }));
  const order = { kind: 'backtest', before: 0, after: other.id, horizonDays: 90 } as const;
  const jobs = [await server.queue.add(order), await server.queue.add(order)];
  expect((await ask('POST', backtest, { before: 0, after: other.id })).statusCode).toBe(409);
  for (const { id } of jobs) {
    const stopped = Job.parse((await ask('POST', `/api/v1/jobs/${id}/cancel`)).json());
    expect(stopped).toMatchObject({ id, state: 'cancelled', can_cancel: false });
    expect((await ask('POST', `/api/v1/jobs/${id}/cancel`)).statusCode).toBe(409);
  }
  // A job after them is through: the queue has left both behind.
  const { id } = await server.queue.add({ ...order, before: other.id, after: 0 });
  await jobEnded(id);
  expect(await keptFor(other.id)).toMatchObject({ backtest: null, job: null });
  expect((await ask('POST', '/api/v1/jobs/999999/cancel')).statusCode).toBe(404);
  expect(server.errors).toEqual([]);
});
