import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ImportSource } from '../src/api/contract/job.ts';
import { kpis } from '../src/kpis/index.ts';
import { sources } from '../src/sources/index.ts';

/** What screens say of a KPI or a source is asked for by its id, so that no compiler misses it. */

const said = new Set(
  ['en', 'later/en'].flatMap((name) => {
    const text = readFileSync(
      new URL(`../src/screens/locales/${name}.po`, import.meta.url),
      'utf8',
    );
    return [...text.matchAll(/^msgid "(.+)"$/gm)].map(([, id = '']) => id);
  }),
);

test.each(kpis)(
  'the screens have every word of $id',
  ({ id, rows, figures, lookedUp, parameter }) => {
    const words = [
      ...['name', 'question', 'needs', 'formula'].map((part) => `kpi.${id}.${part}`),
      ...rows.columns.map((column) => `column.${column.id}`),
      ...[...figures, ...(lookedUp?.figures ?? [])].map((figure) => `figure.${figure.id}`),
      ...(parameter === undefined ? [] : [`parameter.${parameter.id}`]),
      ...(parameter === undefined || parameter.form.kind === 'number'
        ? []
        : parameter.form.options.map((option) => `parameter_value.${option}`)),
    ];
    expect(words.filter((word) => !said.has(word))).toEqual([]);
  },
);

test('every source can be imported from in the screens, which name it and its files', () => {
  const ids = ['csv', ...sources.map(({ id }) => id)];
  expect(ImportSource.options.toSorted()).toEqual(ids.toSorted());
  const words = ids.flatMap((id) => [`source.${id}`, `import.source.${id}`, `import.files.${id}`]);
  expect(words.filter((word) => !said.has(word))).toEqual([]);
});
