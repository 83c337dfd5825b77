import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The operating-system user the server runs as when Hale itself runs as root (PostgreSQL refuses root). */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody'];

/**
 * `null` when Hale is not root: then the server simply runs as the same user. A folder with data keeps the user who
 * started it first, so that one who ran Hale with and without sudo is not shut out.
 */
export function serverUser(home: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const there = statSync(home, { throwIfNoEntry: false });
  if (there !== undefined && there.uid !== 0) {
    return { name: `number ${there.uid}`, uid: there.uid, gid: there.gid };
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const found = CANDIDATES.map((name) => users.find((user) => user.name === name)).find(Boolean);
  return found ?? { name: 'nobody', uid: 65534, gid: 65534 };
}

/** The first folder on the way to `path` (itself included) that the user may not enter, or `null`. Folders that do not exist yet count as open. */
export function closedFolder(path: string, user: ServerUser): string | null {
  const folder = resolve(path);
  const parent = dirname(folder);
  const above = parent === folder ? null : closedFolder(parent, user);
  if (above !== null) return above;
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
  return (stat.mode & bit) === 0 ? folder : null;
}
