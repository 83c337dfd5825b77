import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, valuesIn } from './phrase.ts';

test('finds the values again that were put into a phrase', () => {
  const phrase = 'There is no "{name}" in {file}.';
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, file) => {
      const text = filled(phrase, { name, file });
      const values = valuesIn(phrase, text);
      expect(values).not.toBeNull();
      expect(filled(phrase, values ?? {})).toBe(text);
    }),
  );
  expect(valuesIn(phrase, 'There is no "a" in b.')).toEqual({ name: 'a', file: 'b' });
});

test('tells texts of other phrases', () => {
  expect(valuesIn('is missing', 'is missing')).toEqual({});
  expect(valuesIn('is missing', 'is missing.')).toBeNull();
  expect(valuesIn('"{name}" comes twice', '"a" comes once')).toBeNull();
  expect(valuesIn('a{x}a', 'a')).toBeNull();
  expect(valuesIn('{x}', '')).toEqual({ x: '' });
});
