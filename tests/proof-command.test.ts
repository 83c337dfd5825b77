import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hale, hale } from './hale-command.ts';

let program: Hale;
beforeAll(async () => {
  program = await hale();
}, 120_000);
afterAll(() => program[Symbol.asyncDispose]());

test.each([
  [['--from', '2024-09-01', '--to', '2024-07-01'], '--from 2024-09-01 lies after --to 2024-07-01.'],
  [['--from', '2024-02-30'], '"2024-02-30" is no day'],
  [['--horizon', '0'], 'from 1 to 730'],
])('%j is refused', async (args, message) => {
  const { code, err, out } = await program.run('proof', ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('where no month-end can be judged, the report says so, and why', async () => {
  const { code, err, out } = await program.run('proof');
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ verdict: 'too_thin', months: 0, from: null, to: null });
  expect(err).toContain('No month-end can be judged: 90 days of records have to follow it');
});
