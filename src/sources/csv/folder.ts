import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Fact } from '../../facts/fact.ts';
import { facts } from '../../facts/index.ts';
import { UnreadableInput } from '../source.ts';

/** A file of the interchange format as it lies on disk. */
export interface FactFileOnDisk {
  fact: Fact;
  /** Plain name, `tickets.csv` also for `Tickets.CSV.gz`. */
  name: string;
  path: string;
  bytes: number;
}

export interface Folder {
  /** In the order in which facts are read: owners before what they own. */
  files: readonly FactFileOnDisk[];
  /** Names of what else lies there and is not read. */
  unknownFiles: readonly string[];
}

const known = facts.filter(({ interchange }) => interchange);
const knownNames = known.map(({ file }) => `${file}.csv`);

/**
 * Finds the interchange files (definitions.md 3) of a folder, or the one that `path` itself is; `.gz` may follow, case
 * does not matter. Throws UnreadableInput where there is none, or two of one kind.
 */
export async function inspectFolder(path: string): Promise<Folder> {
  const paths = await pathsIn(path);
  const byName = new Map<string, string>();
  const unknownFiles: string[] = [];
  for (const each of paths) {
    const file = basename(each);
    const name = plainName(file);
    const other = byName.get(name);
    if (!knownNames.includes(name)) unknownFiles.push(file);
    else if (other === undefined) byName.set(name, each);
    else
      throw new UnreadableInput(`${basename(other)} and ${file} hold the same: keep one of them.`);
  }
  if (byName.size === 0) {
    throw new UnreadableInput(
      `${path} holds none of the files Hale knows. Name them ${knownNames.join(', ')}, or say which --source they come from.`,
    );
  }

  const files: FactFileOnDisk[] = [];
  for (const fact of known) {
    const name = `${fact.file}.csv`;
    const found = byName.get(name);
    if (found !== undefined) {
      files.push({ fact, name, path: found, bytes: (await stat(found)).size });
    }
  }
  return { files, unknownFiles };
}

function plainName(file: string): string {
  const name = file.toLowerCase();
  return name.endsWith('.gz') ? name.slice(0, -3) : name;
}

async function pathsIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw new UnreadableInput(`There is nothing at ${path}: give a folder with CSV files.`);
  }
  if (!found.isDirectory()) return [path];
  const names = await readdir(path).catch(() => {
    throw new UnreadableInput(`${path} may not be read: give this user the right to.`);
  });
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => join(path, name));
}
