import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, ROOT } from './runtime.mjs';

/** What the built screens depend on. */
const SOURCES = [
  'src/screens',
  'src/lib',
  'src/scoring',
  'src/api/contract',
  'vite.config.ts',
  'lingui.config.ts',
  'package-lock.json',
];
const BUILT = join(ROOT, 'dist', 'screens', 'index.html');
const STAMP = join(ROOT, 'dist', 'screens.sha256');

/** Whether the built screens are those of the sources as they are now. */
export const screensAreBuilt = () =>
  existsSync(BUILT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digestOf(SOURCES);

/** Builds the screens where their sources have changed since the last time. Answers whether it did. */
export function buildScreens(tell = (line) => console.error(line)) {
  if (screensAreBuilt()) return false;
  tell('Building the screens …');
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const run = spawnSync(findNode(), [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    throw new Error(
      `The screens could not be built:\n${run.error ?? ''}${run.stderr}${run.stdout}`,
    );
  }
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(STAMP, digestOf(SOURCES));
  return true;
}

function digestOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(path)).sort()) {
    hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return path.includes('.test.') ? [] : [path];
  return readdirSync(join(ROOT, path)).flatMap((name) => filesBelow(`${path}/${name}`));
}
