import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sheetLine } from './sheet-line.ts';

describe('a line for a spreadsheet', () => {
  test('writes numbers as the country of the language does, and null as nothing', () => {
    const cells = ['Käse & Co', 1234.5, null, 0, -0.25, true];
    expect(sheetLine(cells, 'en')).toBe('Käse & Co,1234.5,,0,-0.25,true\n');
    expect(sheetLine(cells, 'de')).toBe('Käse & Co;1234,5;;0;-0,25;true\n');
  });

  test.each(['=1+1', '+49 30', '-5', '@home', '\tx', '\rx'])('never is a formula: %j', (text) => {
    for (const language of ['en', 'de'] as const) {
      expect(parse(sheetLine([text], language), { delimiter: [',', ';'] })).toEqual([[`'${text}`]]);
    }
  });

  test('gives every text back, whatever is in it', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((some) => !/^[=+@\t\r-]/.test(some));
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1 }),
        fc.constantFrom('en', 'de'),
        (cells, language) => {
          const delimiter = language === 'de' ? ';' : ',';
          expect(parse(sheetLine(cells, language), { delimiter, recordDelimiter: '\n' })).toEqual([
            cells,
          ]);
        },
      ),
    );
  });
});
