import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseUnavailable } from '../database-error.ts';
import type { Binaries } from './binaries.ts';
import { MAJOR, type Place } from './place.ts';
import type { ServerOptions } from './settings.ts';
import { asUser } from './spawn-options.ts';

/** Name of the all-powerful role inside the embedded server; used to set up the others, never by the app. */
export const SUPERUSER = 'postgres';

/** Makes the data directory where there is none. It appears whole or not at all. */
export function ensureCluster(place: Place, binaries: Binaries, options: ServerOptions): void {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return;
  refuseOtherMajor(place);
  const home = dirname(place.cluster);
  const half = mkdtempSync(join(home, '.new-'));
  const target = join(half, 'cluster');
  try {
    giveTo(place, half);
    const run = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${target}`,
        `--username=${SUPERUSER}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--data-checksums',
        '--auth-local=trust',
        '--auth-host=reject',
        '--no-instructions',
        ...(options.durable === false ? ['--no-sync'] : []),
      ],
      { ...asUser(place), encoding: 'utf8' },
    );
    if (run.status !== 0) {
      const reason = run.error?.message ?? `${run.stderr}${run.stdout}`.trim();
      throw new DatabaseUnavailable(`The embedded database could not be set up: ${reason}`);
    }
    renameSync(target, place.cluster);
  } catch (error) {
    // Two first starts at once: the other one's data directory stands, ours goes.
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function giveTo(place: Place, folder: string): void {
  if (place.user === null) return;
  chownSync(folder, place.user.uid, place.user.gid);
}

function refuseOtherMajor(place: Place): void {
  const other = readdirSync(dirname(place.cluster)).find((name) => /^\d+$/.test(name));
  if (other === undefined) return;
  throw new DatabaseUnavailable(
    `The data in ${place.dataDir} were written by PostgreSQL ${other}, and this Hale brings PostgreSQL ${MAJOR}. ` +
      'Start the Hale that wrote them, and move the data by a backup.',
  );
}
