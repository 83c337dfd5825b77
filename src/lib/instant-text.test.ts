import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantReader } from './instant-text.ts';

const read = instantReader('Europe/Berlin');

test.each([
  ['2026-01-05', '2026-01-04 23:00:00+00'],
  ['2026-07-05', '2026-07-04 22:00:00+00'],
  ['2026-01-05T10:15', '2026-01-05 09:15:00+00'],
  ['2026-01-05 10:15:30', '2026-01-05 09:15:30+00'],
  ['2026-01-05T10:15:30.5', '2026-01-05 09:15:30.5+00'],
  ['2026-01-05T10:15Z', '2026-01-05 10:15:00+00'],
  ['2026-01-05T10:15:30.120Z', '2026-01-05 10:15:30.12+00'],
  ['2026-01-05T10:15:30.000Z', '2026-01-05 10:15:30+00'],
  ['2026-01-05T10:15:30.123456789Z', '2026-01-05 10:15:30.123456+00'],
  ['2026-01-05T00:15+02:00', '2026-01-04 22:15:00+00'],
  ['2026-01-05T23:15-0530', '2026-01-06 04:45:00+00'],
  ['2026-01-05 10:15:30.25+01:00', '2026-01-05 09:15:30.25+00'],
  // Occurs twice: the first. Does not exist: the offset before the switch.
  ['2026-10-25T02:30', '2026-10-25 00:30:00+00'],
  ['2026-03-29T02:30', '2026-03-29 01:30:00+00'],
])('reads %s', (text, instant) => {
  expect(read(text)).toBe(instant);
});

test.each([
  '2026-02-30',
  '2026-01-05T24:00',
  '2026-01-05T10:60',
  '2026-01-05T10:15:60',
  '2026-01-05T10',
  '2026-01-05T9:15',
  '2026-01-05t10:15',
  '2026-01-05  10:15',
  '2026-01-05T10:15:30.',
  '2026-01-05T10:15:30,5',
  '2026-01-05T10:15.5',
  '2026-01-05T10:15z',
  '2026-01-05T10:15ZZ',
  '2026-01-05T10:15+2',
  '2026-01-05T10:15+02',
  '2026-01-05T10:15+02:0',
  '2026-01-05T10:15+16:00',
  '2026-01-05T10:15+02:60',
  '2026-01-05T10:15 +02:00',
  '2026-01-05Z',
  '05.01.2026',
  '1767607200',
  'now',
  '0001-01-01T00:00+01:00',
  '9999-12-31T23:59-01:00',
])('refuses %s', (text) => {
  expect(read(text)).toBeNull();
});

test('means the same instant as Date, whatever the offset', () => {
  const instants = fc.date({
    min: new Date('1900-01-01'),
    max: new Date('2100-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, fc.integer({ min: -899, max: 899 }), (instant, offset) => {
      const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const minutes = Math.abs(offset);
      const hhmm = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      const text = read(`${local}${offset < 0 ? '-' : '+'}${hhmm}`);
      expect(new Date(text ?? '').getTime()).toBe(instant.getTime());
    }),
  );
});
