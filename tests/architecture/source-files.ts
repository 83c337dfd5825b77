import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ParseResult, parseSync } from 'oxc-parser';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the house: its path from the root with forward slashes, its text, and what the parser makes of it. */
export interface SourceFile {
  path: string;
  text: string;
  parsed: ParseResult;
}

/** Every file below a folder of the root that ends in one of the endings. */
export function pathsBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .toSorted();
}

export const readSource = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

/** The TypeScript files below a folder, parsed. Throws where one cannot be parsed. */
export function sourceFiles(folder: string): SourceFile[] {
  return pathsBelow(folder, ['.ts', '.tsx'])
    .filter((path) => !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readSource(path);
      const parsed = parseSync(path, text);
      if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`);
      return { path, text, parsed };
    });
}

/** Tests and what only tests use; the rules for the product do not bind them. */
export const isForTests = (path: string): boolean =>
  /\.(?:test|fixture)\.tsx?$/.test(path) || /\/test-[^/]*\.ts$/.test(path);
