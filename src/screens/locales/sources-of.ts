import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const screens = fileURLToPath(new URL('..', import.meta.url));

/** The source files of all screens, tests left out. */
export const sourcesOf = (endings: readonly string[]): { path: string; text: string }[] =>
  readdirSync(screens, { recursive: true, encoding: 'utf8' })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .filter((path) => !path.includes('.test.'))
    .map((path) => ({ path, text: readFileSync(`${screens}/${path}`, 'utf8') }));
