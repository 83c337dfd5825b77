import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { MAJOR } from './embedded/place.ts';
import { stopPostmaster } from './embedded/postmaster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder of the embedded server of this run; the first test that asks for a database starts it. */
    testServerFolder: string;
    /** TEST_DATABASE_URL, or empty. */
    testDatabaseUrl: string;
  }
}

const PREFIX = 'hale-test-';

/** Reserves a folder for the server of this run, and takes everything down after it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  project.provide('testServerFolder', folder);
  project.provide('testDatabaseUrl', process.env.TEST_DATABASE_URL ?? '');
  return () => remove(folder);
}

/** Runs that were killed leave their server behind. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!Number.isInteger(pid) || lives(pid)) continue;
    await remove(join(tmpdir(), name)).catch(() => {});
  }
}

async function remove(folder: string): Promise<void> {
  const cluster = join(folder, 'postgres', String(MAJOR));
  if (existsSync(cluster)) await stopPostmaster(cluster);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
