import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failJob, insertJob } from '../jobs/job.ts';
import { Problem } from './contract/problem.ts';
import { inGerman } from './problem-german.ts';
import { sentences } from './problem-sentences.ts';
import { type Served, served } from './served.fixture.ts';

test('the German holds every value of the English', () => {
  const places = (text: string) => text.match(/\{[a-z]+\}/g)?.toSorted() ?? [];
  for (const [english, german] of Object.entries(sentences)) {
    expect(places(german), english).toEqual(places(english));
  }
});

test('values stay as they are, and a sentence within a sentence is told in German too', () => {
  expect(inGerman('There is no account "a {account} "b".')).toBe(
    'Es gibt keinen Kunden „a {account} "b“.',
  );
  expect(inGerman('a.csv cannot be read: it is empty.\nb.csv cannot be read: x.')).toBe(
    'a.csv lässt sich nicht lesen: Sie ist leer.\nb.csv lässt sich nicht lesen: x.',
  );
  expect(inGerman('something else')).toBe('something else');
});

describe('a problem', () => {
  let server: Served;
  beforeAll(async () => {
    server = await served({ accounts: 12, seed: 5 });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const ask = async (url: string, language?: string) => {
    const headers = language === undefined ? {} : { 'accept-language': language };
    const { type, title, status, detail, errors } = Problem.parse(
      (await server.app.inject({ url, headers })).json(),
    );
    return { type, title, status, detail, errors };
  };

  test('comes in the language asked for, its code being the same', async () => {
    const english = {
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: 'There is no account "x".',
    };
    for (const language of [undefined, 'en', 'fr']) {
      expect(await ask('/api/v1/accounts/x', language)).toEqual(english);
    }
    expect(await ask('/api/v1/accounts/x', 'de-AT,en;q=0.5')).toEqual({
      ...english,
      title: 'Nicht gefunden',
      detail: 'Es gibt keinen Kunden „x“.',
    });
  });

  test('names the fields in that language, those that the schema refuses too', async () => {
    const url = '/api/v1/accounts/~1/history?from=2026-02-02&to=2026-02-01';
    expect(await ask(url, 'de')).toMatchObject({
      detail: 'from: darf nicht nach „to“ liegen',
      errors: [{ path: 'from', message: 'darf nicht nach „to“ liegen' }],
    });
    const { errors: english } = await ask('/api/v1/quarantine?limit=0');
    const { errors: german, detail } = await ask('/api/v1/quarantine?limit=0', 'de');
    expect(english).toEqual([{ path: 'limit', message: expect.stringContaining('expected') }]);
    expect(german).toEqual([{ path: 'limit', message: expect.stringContaining('erwartet') }]);
    expect(detail).toBe(`limit: ${german?.[0]?.message}`);
  });

  test('says so too where the request cannot be taken apart', async () => {
    const said = async (body: string, type: string) => {
      const answer = await server.app.inject({
        method: 'PUT',
        url: '/api/v1/settings',
        headers: { 'accept-language': 'de', 'content-type': type },
        body,
      });
      return Problem.parse(answer.json()).detail;
    };
    expect(await said('{', 'application/json')).toContain('kein gültiges JSON');
    expect(await said('', 'application/json')).toContain('ist leer');
    expect(await said('<a/>', 'text/xml')).toContain('nicht verstanden');
  });

  test('of a job that failed is told in that language', async () => {
    const { id } = await insertJob(server.database.db, { kind: 'rebuild' });
    await failJob(server.database.db, id, 'a.csv cannot be read: it is empty.');
    const read = async (language: string) =>
      (
        await server.app.inject({
          url: `/api/v1/jobs/${id}`,
          headers: { 'accept-language': language },
        })
      ).json().error;
    expect(await read('en')).toBe('a.csv cannot be read: it is empty.');
    expect(await read('de')).toBe('a.csv lässt sich nicht lesen: Sie ist leer.');
  });
});
