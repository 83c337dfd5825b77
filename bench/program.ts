import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SAMPLE_MS = 200;

export interface ProgramRun {
  output: string;
  seconds: number;
  /**
   * Most memory of one Node process of the program, resident; null where /proc does not tell. The process itself does not
   * know: what it is told (`maxRSS`) begins with the size of whoever started it.
   */
  peakBytes: number | null;
}

/** A program with the data folder in its environment; standard error goes to the terminal. */
export function start(
  command: string,
  args: readonly string[],
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = spawn(command, args, {
    cwd: ROOT,
    // Only the search path is passed on: settings of the shell must not change what is measured.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      TZ: 'UTC',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => child.kill('SIGTERM');
  process.on('exit', stop);
  child.on('exit', () => process.removeListener('exit', stop));
  return child;
}

export const startHale = (
  args: readonly string[],
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): ChildProcess => start(join(ROOT, 'bin', 'hale'), args, dataDir, settings);

/** Runs the `hale` command to its end as a user would. Throws when it fails. */
export const runHale = (args: readonly string[], dataDir: string): Promise<ProgramRun> =>
  toEnd(startHale(args, dataDir), `hale ${args[0]}`);

/** Runs one step of ours.ts in a process of its own, so that its memory is its own. */
export const runStep = (args: readonly string[], dataDir: string): Promise<ProgramRun> =>
  toEnd(startFile('ours.ts', args, dataDir), `step ${args[0]}`);

/** Runs proof.ts on a data folder of its own. */
export const runProof = (accounts: number, dataDir: string): Promise<ProgramRun> =>
  toEnd(startFile('proof.ts', [String(accounts)], dataDir), 'the proof');

const startFile = (file: string, args: readonly string[], dataDir: string): ChildProcess =>
  start(process.execPath, [join(import.meta.dirname, file), dataDir, ...args], dataDir);

/** Waits for the end of a program, reads its output and watches its memory. */
export function toEnd(child: ChildProcess, name: string): Promise<ProgramRun> {
  const started = performance.now();
  let output = '';
  let peakBytes: number | null = null;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const sampling = setInterval(() => {
    if (child.pid === undefined) return;
    const bytes = Math.max(0, ...nodesBelow(child.pid).map(peakOf));
    if (bytes > 0) peakBytes = Math.max(peakBytes ?? 0, bytes);
  }, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sampling);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ output, seconds, peakBytes });
      else reject(new Error(`${name} ended with ${code}`));
    });
  });
}

/** The process and its descendants that run Node; the database server is none of them. */
function nodesBelow(pid: number): number[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
    const own = basename(command).startsWith('node') ? [pid] : [];
    const main = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
    );
    return [
      ...own,
      ...main.filter((text) => text !== '').flatMap((text) => nodesBelow(Number(text))),
    ];
  } catch {
    return [];
  }
}

function peakOf(pid: number): number {
  try {
    const line = readFileSync(`/proc/${pid}/status`, 'utf8')
      .split('\n')
      .find((text) => text.startsWith('VmHWM:'));
    return Number.parseInt(line?.slice('VmHWM:'.length) ?? '0', 10) * 1024;
  } catch {
    return 0;
  }
}
