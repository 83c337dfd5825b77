import { expect, test } from 'vitest';
import { acceptedLocale } from './accepted-locale.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['DE-at', 'de'],
  ['fr, de;q=0.8, en;q=0.5', 'de'],
  ['en;q=0.5, de ; q=0.9', 'de'],
  ['de;q=0, en', 'en'],
  ['de;q=0', 'en'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['fr-FR, *', 'en'],
  [';;q=,,=', 'en'],
])('%j is %s', (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});
