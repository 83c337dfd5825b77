import { expect, test } from 'vitest';
import { invoice } from '../../facts/invoice.fact.ts';
import { conversion } from './mapping.ts';

const header = ['invoice_id', ' Amount ', 'issued_on'];

test.each([
  [
    ['i', '1.234,56', '31.12.2026'],
    ['i', '1234.56', '2026-12-31'],
  ],
  [
    ['i', '-0,5', '1/2/2026'],
    ['i', '-0.5', '2026-02-01'],
  ],
  [
    ['i', '12', '2026-12-31'],
    ['i', '12', '2026-12-31'],
  ],
  [
    ['1.234', '12,34,56', '31.12.26'],
    ['1.234', '12,34,56', '31.12.26'],
  ],
  [
    ['i', '1234,5', '31.12/2026'],
    ['i', '1234.5', '31.12/2026'],
  ],
])('German %j become %j', (cells, expected) => {
  expect(conversion(invoice, header, { decimalComma: true, dateOrder: 'dmy' })?.(cells)).toBeNull();
  expect(cells).toEqual(expected);
});

test.each(['1.234', '1.5', '1,234.56'])(
  '%s may mean either under a decimal comma: refused',
  (text) => {
    const convert = conversion(invoice, header, { decimalComma: true });
    expect(convert?.(['i', text, ''])).toEqual({
      column: 'amount',
      value: text,
      reason: 'bad_number',
    });
  },
);

test.each([
  ['mdy', '12/31/2026', '2026-12-31'],
  ['ymd', '2026/12/31', '2026-12-31'],
  ['dmy', '31-12-2026', '2026-12-31'],
  ['dmy', '31.12.2026 9:05', '2026-12-31 09:05'],
  ['dmy', '31.12.2026 19:05:30', '2026-12-31 19:05:30'],
  ['dmy', '31.12.2026 noon', '31.12.2026 noon'],
  ['ymd', '31.12.2026', '31.12.2026'],
] as const)('%s: %s becomes %s', (dateOrder, text, expected) => {
  const cells = ['i', '1.5', text];
  conversion(invoice, header, { dateOrder })?.(cells);
  expect(cells).toEqual(['i', '1.5', expected]);
});

test('without a mapping there is nothing to do', () => {
  expect(conversion(invoice, header, {})).toBeNull();
});
