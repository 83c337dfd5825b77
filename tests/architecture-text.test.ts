import { checkSync } from 'recheck';
import { expect, test } from 'vitest';
import { builtSql, patternsOf } from './architecture/calls.ts';
import { isForTests, pathsBelow, readSource, sourceFiles } from './architecture/source-files.ts';

const files = sourceFiles('src');
const product = files.filter(({ path }) => !isForTests(path));

/** What a query cannot take as a parameter, such as a column's type; each from our own code and never from outside. */
const MAY_USE_RAW = ['src/db/', 'src/facts/store/layout.ts', 'src/facts/store/stage.ts'];
const MAY_BUILD_SQL = ['src/db/test-database.ts'];

const outside = (places: readonly string[], allowed: readonly string[]): string[] =>
  places.filter((place) => !allowed.some((path) => place.startsWith(path)));

test('SQL is never put together from strings', () => {
  const found = files.map(builtSql);
  expect(
    outside(
      found.flatMap(({ built }) => built),
      MAY_BUILD_SQL,
    ),
  ).toEqual([]);
  expect(
    outside(
      found.flatMap(({ raw }) => raw),
      MAY_USE_RAW,
    ),
  ).toEqual([]);
});

test('no regular expression can be made slow by its text', { timeout: 300_000 }, () => {
  expect(product.flatMap(patternsOf).flatMap(slowness)).toEqual([]);
});

function slowness({ place, pattern, flags }: ReturnType<typeof patternsOf>[number]): string[] {
  if (pattern === null) return [`${place}: a pattern that is only known when the program runs`];
  const found = checkSync(pattern, flags, { timeout: 60_000 });
  if (found.status === 'safe') return [];
  const how = found.status === 'vulnerable' ? found.complexity.summary : 'not proved to be fast';
  return [`${place}: ${how}: /${pattern}/${flags}`];
}

test('the checks can fail: the canary holds one of each', () => {
  const canary = sourceFiles('tests/canary').filter(({ path }) => path.endsWith('canary-sql.ts'));
  expect(canary.map(builtSql)).toEqual([
    {
      built: ['tests/canary/src/canary-sql.ts:11', 'tests/canary/src/canary-sql.ts:12'],
      raw: ['tests/canary/src/canary-sql.ts:14'],
    },
  ]);
  const slow = canary.flatMap(patternsOf).flatMap(slowness);
  expect(slow).toHaveLength(2);
  expect(slow[0]).toContain('exponential');
});

test('only the entry point reads the environment', () => {
  const readers = product
    .filter(({ text }) => text.includes('process.env'))
    .map(({ path }) => path);
  expect(readers).toEqual(['src/main.ts']);
});

test('files stay small', () => {
  const paths = ['src', 'tests', 'tools', 'bench'].flatMap((folder) =>
    pathsBelow(folder, ['.ts', '.tsx', '.mjs']),
  );
  const long = paths.filter((path) => readSource(path).split('\n').length > 301);
  expect(long).toEqual([]);
});

test('names say what a thing is', () => {
  const empty = /(?:^|[/.-])(?:utils?|helpers?|misc|common|manager|service)(?:[/.-]|$)/;
  expect(files.map(({ path }) => path).filter((path) => empty.test(path))).toEqual([]);
});

test('nothing is left for later', () => {
  const marks = /\b(?:TODO|FIXME|XXX)\b/;
  expect(files.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
});
