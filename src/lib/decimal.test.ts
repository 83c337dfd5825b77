import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDecimal, readInteger } from './decimal.ts';

test.each([
  ['0', '0'],
  ['12.50', '12.50'],
  ['-3', '-3'],
  ['+3', '3'],
  ['.5', '0.5'],
  ['-.5', '-0.5'],
  ['5.', '5'],
  ['0.30000000000000004', '0.30000000000000004'],
])('reads %s', (text, decimal) => {
  expect(readDecimal(text)).toBe(decimal);
});

test.each([
  '',
  '.',
  '-',
  '+.',
  '1,5',
  '1.234,5',
  '1 000',
  '1.2.3',
  '1e3',
  '0x1f',
  '12 €',
  '--1',
  'NaN',
  'Infinity',
  '−5',
  '٣',
  '9'.repeat(101),
])('refuses %j', (text) => {
  expect(readDecimal(text)).toBeNull();
});

test('keeps every digit that it is given', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.nat({ max: 20 }), (number, places) => {
      const digits = `${number < 0n ? -number : number}`.padStart(places + 1, '0');
      const whole = digits.slice(0, digits.length - places);
      const text = `${number < 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
      expect(readDecimal(text)).toBe(text.length > 100 ? null : text);
    }),
  );
});

test('an integer may have a fraction of zeros and no other', () => {
  expect(['3', '3.0', '-2.', '3.5', '3.05', 'x'].map(readInteger)).toEqual([
    '3',
    '3',
    '-2',
    null,
    null,
    null,
  ]);
});
