import { expect, test } from 'vitest';
import { violations } from './architecture/import-table.ts';
import { cycleIn, importsOf, onlyNamedByTests } from './architecture/imports.ts';
import { isForTests, pathsBelow, sourceFiles } from './architecture/source-files.ts';

const all = sourceFiles('src');
const isTestSupport = onlyNamedByTests(all.flatMap(importsOf), isForTests);
const files = all.filter(({ path }) => !isForTests(path) && !isTestSupport(path));
const imports = files.flatMap(importsOf);

test('every import is in the table', () => {
  expect(violations(imports)).toEqual([]);
});

test('no file imports itself through others', () => {
  expect(cycleIn(imports)).toBeNull();
});

/** Each registry, and the files it must name: all of their kind. */
const REGISTRIES: [index: string, files: string[]][] = [
  ['src/facts/index.ts', pathsBelow('src/facts', ['.fact.ts'])],
  ['src/kpis/index.ts', pathsBelow('src/kpis', ['.kpi.ts'])],
  ['src/rollups/index.ts', pathsBelow('src/rollups', ['.rollup.ts'])],
  ['src/api/server.ts', pathsBelow('src/api', ['.route.ts'])],
  [
    'src/sources/index.ts',
    // These two are made with options, so they are no values in a list: a mapping, and the day of today.
    pathsBelow('src/sources', ['.source.ts']).filter((path) => !/\/(?:csv|demo)\//.test(path)),
  ],
  [
    'src/db/migrations/index.ts',
    pathsBelow('src/db/migrations', ['.ts']).filter((path) => /\/\d{4}-[^/]+$/.test(path)),
  ],
  [
    'src/commands/index.ts',
    files.filter(({ text }) => /: RegisterCommand\b/.test(text)).map(({ path }) => path),
  ],
];

test.each(REGISTRIES)('%s names every file of its kind', (index, members) => {
  const named = imports.filter(({ from, typeOnly }) => from === index && !typeOnly);
  const missing = members.filter((path) => !named.some(({ to }) => to === path) && path !== index);
  expect(missing).toEqual([]);
  expect(members.length).toBeGreaterThan(0);
});

test('the checks can fail: the canary breaks each rule once', () => {
  const canary = sourceFiles('tests/canary/src').flatMap((file) =>
    importsOf({ ...file, path: file.path.replace('tests/canary/', '') }),
  );
  expect(violations(canary)).toEqual([
    'src/api/contract/canary.ts → src/db/connect.ts: the contract is shared with the browser: only lib and scoring',
    'src/facts/canary.ts → src/health/index.ts: facts may not import health',
    'src/kpis/canary.kpi.ts → src/kpis/other.kpi.ts: a KPI never imports another KPI',
    'src/kpis/other.kpi.ts → src/kpis/canary.kpi.ts: a KPI never imports another KPI',
    'src/scoring/canary.ts → node:fs: this folder is pure: nothing of Node, no database',
    'src/screens/canary.tsx → src/api/server.ts: a screen may know the types of the API, never its code',
    'src/screens/canary.tsx → src/facts/index.ts: screens may not import facts',
    'src/sources/canary/canary.ts → src/db/connect.ts: sources may not import db',
    'src/sources/canary/canary.ts → src/sources/other/other.ts: sources are islands',
  ]);
  expect(cycleIn(canary)).toEqual([
    'src/kpis/canary.kpi.ts',
    'src/kpis/other.kpi.ts',
    'src/kpis/canary.kpi.ts',
  ]);
});
