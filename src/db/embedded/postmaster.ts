import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The pid in the cluster's postmaster.pid, whether or not that process lives. */
export function recordedPid(cluster: string): number | null {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * The server that lives on this cluster, or `null`. A dead process that nobody has reaped, and another program that
 * was given the recorded pid since, are no server.
 */
export function livePostmaster(cluster: string): number | null {
  const pid = recordedPid(cluster);
  return pid !== null && worksIn(pid, cluster) ? pid : null;
}

/** Whether any process of a server is still at work on the cluster, such as the last writer after its parent died. */
export function hasLiveProcess(cluster: string): boolean {
  if (process.platform !== 'linux') return livePostmaster(cluster) !== null;
  return readdirSync('/proc').some((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) && worksIn(pid, cluster);
  });
}

function worksIn(pid: number, cluster: string): boolean {
  if (!exists(pid)) return false;
  if (process.platform !== 'linux') return commandOf(pid).includes('postgres');
  try {
    // A postgres process always works in its data directory; that of a zombie cannot be read.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster) && stateOf(pid) !== 'Z';
  } catch {
    return false;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function stateOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).charAt(0);
}

/** Fast shutdown: open transactions roll back, everything is written. Falls back to an immediate one after half a minute. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const pid = livePostmaster(cluster);
  if (pid === null) return;
  signal(pid, 'SIGINT');
  if (await ends(cluster, 30_000)) return;
  signal(pid, 'SIGQUIT');
  await ends(cluster, 10_000);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

/** Waits until the server has ended; false when it still lives after the time. */
export async function ends(cluster: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (livePostmaster(cluster) !== null) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
