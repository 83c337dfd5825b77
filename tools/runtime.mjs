import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Plain JavaScript that Node 20 runs: it comes before everything that is installed.

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const isWindows = process.platform === 'win32';
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
/** From here on Node runs TypeScript by itself. */
const isNewEnough = major >= 24 || (major === 22 && minor >= 19);

/** The Node that runs Hale: the packaged one, else the running one where it is new enough. */
export function findNode() {
  if (major >= 24) return process.execPath;
  const folder = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const packaged = join(ROOT, 'node_modules', folder, 'bin', isWindows ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  if (isNewEnough) return process.execPath;
  throw new Error(
    `Hale needs Node 22.19 or newer here: this is ${process.version}, and there is no packaged one for ` +
      `${process.platform} ${process.arch}. Install a newer Node from https://nodejs.org.`,
  );
}

/** Packages of the lock file that are not installed in that version, of those needed here. */
function missingPackages(withTools) {
  const installed = packagesIn(join(ROOT, 'node_modules', '.package-lock.json'));
  const wanted = packagesIn(join(ROOT, 'package-lock.json'));
  return Object.entries(wanted).filter(
    ([path, wantedEntry]) =>
      path !== '' &&
      isNeeded(wantedEntry, withTools) &&
      installed[path]?.version !== wantedEntry.version,
  );
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function isNeeded({ dev, optional, devOptional, os, cpu, libc }, withTools) {
  if (dev && !withTools) return false;
  if (!optional && !devOptional) return true;
  const fits = (list, own) => list?.includes(own) === true;
  // npm knows whether this is glibc or musl; without that knowledge such a package is not asked for.
  return fits(os, process.platform) && fits(cpu, process.arch) && libc === undefined;
}

/**
 * Installs what the lock file names, where something is missing; `withTools` asks for what builds and tests Hale as
 * well. Answers whether it installed. Throws when it fails.
 */
export function ensureInstalled(withTools, tell = (line) => console.error(line)) {
  if (existsSync(join(ROOT, 'node_modules')) && missingPackages(withTools).length === 0)
    return false;
  tell('Installing the packages Hale needs (npm ci; about a minute) …');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  const missing = missingPackages(withTools);
  if (missing.length > 0) {
    throw new Error(`npm ci has left out ${missing.map(([path]) => path).join(', ')}.`);
  }
  return true;
}

/** Runs npm in the folder of Hale; its words are shown only when it fails. */
export function npm(args, options = {}) {
  const run = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    shell: isWindows,
    ...options,
  });
  if (run.error?.code === 'ENOENT') {
    throw new Error('npm was not found. Install Node with npm from https://nodejs.org.');
  }
  if (run.error) throw run.error;
  if (run.status !== 0) {
    throw new Error(`npm ${args.join(' ')} failed:\n${run.stderr}${run.stdout}`);
  }
}

/**
 * Runs a program as if it stood in our place: same terminal, signals passed on. Resolves to a function that ends this
 * process the way the program ended.
 */
export function standIn(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // The channel closes when this process is killed, which tells the program to end as well.
    const child = spawn(command, args, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      ...options,
    });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const passOn = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, passOn);
      resolve(() =>
        signal === null ? process.exit(code ?? 1) : process.kill(process.pid, signal),
      );
    });
  });
}

// A large file passes through as short-lived text: a small nursery keeps its memory below 300 MB.
const smallNursery = '--max-semi-space-size=16';

/** Runs the `hale` command with the Node it needs. */
export const runHale = (args) =>
  standIn(findNode(), [smallNursery, join(ROOT, 'src', 'main.ts'), ...args]);
