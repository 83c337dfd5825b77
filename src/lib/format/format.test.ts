import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion } from './apportion.ts';
import { cutTo, formatsOf } from './format.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test('writes figures as each language does', () => {
  const en = formatsOf('en', 'Europe/Berlin');
  const de = formatsOf('de', 'Europe/Berlin');
  expect(plain(de.percent(0.934))).toBe('93,4 %');
  expect(plain(en.percent(0.934))).toBe('93.4%');
  expect(plain(de.amount(1234.56, 'EUR'))).toBe('1.235 €');
  expect(plain(de.exactAmount(1234.56, 'EUR'))).toBe('1.234,56 €');
  expect(plain(de.amount(12.5, 'EUR'))).toBe('12,50 €');
  expect(plain(en.amount(520, 'EUR'))).toBe('€520');
  expect(de.percent(0.12)).toBe('12\u202f%');
  expect(de.day('2026-12-31')).toBe('31.12.2026');
  expect(en.day('2026-12-31')).toBe('31 Dec 2026');
  expect(en.signed(-17)).toBe('−17');
  expect(en.signed(0.2)).toBe('0');
  expect(plain(de.instant('2026-03-29T00:30:00Z'))).toBe('29.03.2026, 01:30');
});

test('a score is never shown beyond an edge it has not reached', () => {
  expect(formatsOf('en', 'UTC').score(69.99)).toBe('69.9');
  expect(formatsOf('de', 'UTC').score(40)).toBe('40,0');
  expect(cutTo(69.99, 1)).toBe(69.9);
  expect(cutTo(70 - 1e-12, 0)).toBe(70);
});

test('apportioned parts add up to the total that is shown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 1 }),
      (parts) => {
        const total = cutTo(
          parts.reduce((sum, part) => sum + part, 0),
          1,
        );
        const shown = apportion(parts, total, 1);
        expect(shown.reduce((sum, part) => sum + Math.round(part * 10), 0)).toBe(
          Math.round(total * 10),
        );
        shown.forEach((part, index) => {
          expect(Math.abs(part - (parts[index] ?? 0))).toBeLessThan(0.1 + 1e-6);
        });
      },
    ),
  );
});
