import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textDecoder } from './decode.ts';

const decoded = (pieces: readonly Uint8Array[]): string => {
  const decode = textDecoder();
  const whole = pieces.map((piece) => {
    const lent = new Uint8Array(piece);
    const text = decode(lent, false);
    lent.fill(63);
    return text;
  });
  return whole.join('') + decode(new Uint8Array(0), true);
};

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const text = `id;name\n${'1;Müller & Söhne – 5 € 你好 😀\n'.repeat(20)}`;
const western = `id;name\n${'1;Müller & Söhne – 5 €\n'.repeat(20)}`;
/** The two characters above that Windows-1252 has and Latin-1 has not. */
const windows1252 = (plain: string): Buffer =>
  Buffer.from(plain.replaceAll('–', '\x96').replaceAll('€', '\x80'), 'latin1');

const encodings: [string, Buffer, string][] = [
  ['ASCII', Buffer.from('id,name\n1,a\n'), 'id,name\n1,a\n'],
  ['UTF-8', Buffer.from(text), text],
  ['UTF-8 with mark', Buffer.from(`\uFEFF${text}`), text],
  ['UTF-16 LE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), text],
  ['UTF-16 BE with mark', utf16be(`\uFEFF${text}`), text],
  ['UTF-16 LE', Buffer.from(western, 'utf16le'), western],
  ['UTF-16 BE', utf16be(western), western],
  ['Windows-1252', windows1252(western), western],
  ['nothing', Buffer.alloc(0), ''],
];

test.each(encodings)('reads %s however the bytes are split', (_, bytes, expected) => {
  expect(decoded([bytes])).toBe(expected);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((to, at) => bytes.subarray(places[at], to));
      expect(decoded(pieces)).toBe(expected);
    }),
    { numRuns: 50 },
  );
});

test('one damaged byte does not turn UTF-8 into Windows-1252', () => {
  const bytes = Buffer.concat([Buffer.from('ä'), Buffer.from([0xff]), Buffer.from('öü')]);
  expect(decoded([bytes])).toBe('ä\uFFFDöü');
});

test('a byte order mark within the text, as where two files were joined, is a character', () => {
  expect(decoded([Buffer.from('a\n\uFEFFb')])).toBe('a\n\uFEFFb');
  expect(decoded([Buffer.from('\uFEFFa\n\uFEFFb')])).toBe('a\n\uFEFFb');
});

test('umlauts far behind an ASCII beginning are still found out', () => {
  const start = 'a,b\n'.repeat(100_000);
  expect(decoded([Buffer.from(`${start}ä`, 'latin1')])).toBe(`${start}ä`);
  expect(decoded([Buffer.from(`${start}ä`)])).toBe(`${start}ä`);
});
