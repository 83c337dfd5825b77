import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourcesOf } from './sources-of.ts';

const catalogueOf = (locale: string): Map<string, string> => {
  const entries = ['.', './later'].flatMap((folder) => {
    const text = readFileSync(new URL(`${folder}/${locale}.po`, import.meta.url), 'utf8');
    return [...text.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)];
  });
  // A text said twice would be two texts one day.
  expect(new Set(entries.map(([, id]) => id)).size).toBe(entries.length);
  return new Map(entries.map(([, id = '', message = '']) => [id, message]));
};

test('every message is compiled, by the id that screens say', () => {
  for (const path of ['en', 'de', 'later/en', 'later/de']) {
    const text = readFileSync(new URL(`./${path}.po`, import.meta.url), 'utf8');
    // Without this mark a message is taken for its own source text, and the screen shows its id.
    const unmarked = [...text.matchAll(/(?<!#\. js-lingui-explicit-id\n)^msgid "(.+)"$/gm)];
    expect(unmarked.map(([, id]) => id)).toEqual([]);
  }
});

const en = catalogueOf('en');
const de = catalogueOf('de');

/** Names of the values a message puts in: `{day}` and `{n, plural, …}`; the words of a plural begin otherwise. */
const placeholdersOf = (message: string): Set<string> =>
  new Set([...message.matchAll(/\{([a-z_]+)[,}]/g)].map(([, name = '']) => name));

test('both languages have every message, and say something', () => {
  expect(en.size).toBeGreaterThan(300);
  expect([...de.keys()]).toEqual([...en.keys()]);
  for (const catalogue of [en, de]) {
    for (const [id, message] of catalogue) expect(message.trim(), id).not.toBe('');
  }
});

test('both languages put in the same values', () => {
  for (const [id, message] of en) {
    expect(placeholdersOf(de.get(id) ?? ''), id).toEqual(placeholdersOf(message));
  }
});

test('German says Sie', () => {
  const familiar = /(?<!\p{L})(?:du|dich|dir|dein|deine|deinem|deinen|deiner|deines)(?!\p{L})/iu;
  for (const [id, message] of de) expect(familiar.test(message), `${id}: ${message}`).toBe(false);
});

test('every message that a screen names is in the catalogue', () => {
  for (const { path, text } of sourcesOf(['.ts', '.tsx'])) {
    const named = text.matchAll(/\b(?:say|message:)\s*\(?\s*'([a-z0-9_.]+)'/g);
    for (const [, id = ''] of named) expect(en.has(id), `${path} says ${id}`).toBe(true);
  }
});

test('every message is said somewhere', () => {
  const all = sourcesOf(['.ts', '.tsx'])
    .map(({ text }) => text)
    .join('\n');
  // Ids that data chooses: `say(\`band.${band}\`)`, wordFor(say, 'role', …), enumerated columns.
  const chosenByData =
    /^(?:area|band|column|discarded_by|metric|extra_reply|survey|interaction|sla\.what_if|aggregation|group|kind|state|outcome|priority|role|source|detail|reason|no_reading|lacks|kpi|parameter|parameter_value|figure|timeline|job|jobs\.(?:spoken|cancelled|must_go_on)|language|theme|parts|money|customers\.drop|customers\.churned|import\.(?:source|files)|chart\.unit)\./;
  for (const id of en.keys()) {
    expect(chosenByData.test(id) || all.includes(`'${id}'`), id).toBe(true);
  }
});
