import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';

const built = fileURLToPath(new URL('../../dist/screens/', import.meta.url));
const manifestFile = `${built}.vite/manifest.json`;

const Chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
});
const Manifest = z.record(z.string(), Chunk);

/** Bytes of gzipped script that a first visit may load before it shows its screen. */
const LIMIT = 200_000;

/** Files of a chunk and of all that it imports before it runs. */
const filesOf = (manifest: z.infer<typeof Manifest>, ...names: string[]): Set<string> => {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build has no ${name}.`);
    if (seen.has(chunk.file)) return;
    seen.add(chunk.file);
    for (const imported of chunk.imports) visit(imported);
  };
  for (const name of names) visit(name);
  return seen;
};

const gzipped = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(built + file)).length, 0);

const noBuild = existsSync(manifestFile) ? '' : ' (skipped: dist/screens is not built)';

test.skipIf(noBuild !== '').each(['en', 'de'])(
  `a first visit loads little (%s)${noBuild}`,
  (locale) => {
    const manifest = Manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
    // Without data one lands on the first run, with data on the customers, who are part of the entry.
    const files = filesOf(
      manifest,
      'index.html',
      `locales/${locale}.po`,
      'first-run/first-run.screen.tsx',
    );
    expect(files.size).toBeGreaterThan(3);
    expect(gzipped(files)).toBeLessThan(LIMIT);
  },
);
