import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNode, ROOT } from './runtime.mjs';

const program = (...path) => join(ROOT, 'node_modules', ...path);

/** Checks that run nothing of Hale, by name; each is a program of node_modules and its arguments. */
const STATIC = [
  [
    'format and lint',
    program('@biomejs', 'biome', 'bin', 'biome'),
    ['check', '--error-on-warnings'],
  ],
  ['types', program('typescript', 'bin', 'tsc'), ['--noEmit', '--project', 'tsconfig.json']],
  ['unused code', program('knip', 'bin', 'knip.js'), ['--no-progress']],
];

/** Runs each, says how it went, and shows the words of those that fail. */
export function runStaticChecks() {
  return STATIC.map(([name, script, args]) => check(name, () => run([script, ...args])));
}

/** One named check; `work` answers with text where it fails, else with nothing. */
export function check(name, work) {
  const startedAt = Date.now();
  const problem = attempt(work);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${problem === undefined ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (problem !== undefined) console.log(problem);
  return { name, passed: problem === undefined };
}

function attempt(work) {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function run(args) {
  const { status, stdout, stderr, error } = spawnSync(findNode(), args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return undefined;
  return `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`.trim();
}

/**
 * Runs vitest with its output shown. Answers with counts; `skipped` lists each skipped test with its reason. A file that
 * cannot be loaded, and an error outside every test, count as a failed test each.
 */
export function runVitest(args = [], env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hale-report-'));
  const report = join(folder, 'counts.json');
  const { status } = spawnSync(
    findNode(),
    [
      program('vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      `--reporter=${join(ROOT, 'tools', 'counting-reporter.mjs')}`,
      ...args,
    ],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env, HALE_TEST_REPORT: report } },
  );
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    if (status !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } catch {
    console.log('vitest ended without a report.');
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
