import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { sourcesOf } from './sources-of.ts';

/** Attributes that a person reads or hears. */
const spoken = new Set(['aria-label', 'title', 'alt', 'label', 'placeholder', 'description']);

const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/** Texts that would be shown as they stand: between tags, or in an attribute a person reads. */
const literalsOf = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(literalsOf);
  if (node === null || typeof node !== 'object') return [];
  const found: string[] = [];
  if ('type' in node && 'value' in node) {
    if (node.type === 'JSXText' && typeof node.value === 'string') found.push(node.value);
    if (node.type === 'JSXAttribute' && 'name' in node && isSpoken(node.name)) {
      found.push(...stringsOf(node.value));
    }
  }
  if ('type' in node && node.type === 'JSXExpressionContainer' && 'expression' in node) {
    found.push(...stringsOf(node.expression));
  }
  return [...found, ...Object.values(node).flatMap(literalsOf)];
};

const isSpoken = (name: unknown): boolean =>
  name !== null &&
  typeof name === 'object' &&
  'name' in name &&
  typeof name.name === 'string' &&
  spoken.has(name.name);

const stringsOf = (node: unknown): string[] =>
  node !== null &&
  typeof node === 'object' &&
  'type' in node &&
  node.type === 'Literal' &&
  'value' in node &&
  typeof node.value === 'string'
    ? [node.value]
    : [];

const literalsIn = (path: string, text: string): string[] =>
  literalsOf(parseSync(path, text).program).filter(hasLetters);

test('finds a literal where there is one', () => {
  expect(literalsIn('a.tsx', '<p title="Hello">World {1}</p>')).toEqual(['Hello', 'World ']);
  expect(literalsIn('a.tsx', "<p>{'Hi'} · {n}</p>")).toEqual(['Hi']);
});

test('screens show no text but that of the catalogue', () => {
  for (const { path, text } of sourcesOf(['.tsx']))
    expect(literalsIn(path, text), path).toEqual([]);
});
