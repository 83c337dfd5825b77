import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Facts } from '../naive/columns.ts';
import { parseFacts } from '../naive/read-csv.ts';
import { naiveDays } from '../naive/readings.ts';
import { zoneOf } from '../naive/zone.ts';
import { writeCsvDirectory } from './csv.ts';
import { generate } from './generate.ts';

const data = generate({ accounts: 24, seed: 7 });
const dir = mkdtempSync(join(tmpdir(), 'hale-generate-'));
afterAll(() => rmSync(dir, { recursive: true }));

const count = <F extends keyof Facts>(file: F, holds: (row: Facts[F][number]) => boolean) =>
  data.facts[file].filter(holds).length;

test('the same seed gives the same data, another seed other data', () => {
  expect(generate({ accounts: 24, seed: 7 }).tables).toEqual(data.tables);
  expect(generate({ accounts: 24, seed: 8 }).tables).not.toEqual(data.tables);
});

test('what is written as CSV reads back as the same facts', () => {
  writeCsvDirectory(dir, data);
  expect(parseFacts(dir, data.settings.timeZone)).toEqual(data.facts);
});

test('no row is lost to a repeated key or a missing parent', () => {
  for (const { fact, cells } of data.tables) expect(data.facts[fact].length).toBe(cells.length);
});

test('the edges are there', () => {
  const zone = zoneOf(data.settings.timeZone);
  const isMidnight = (at: number) => (at + zone.offsetAt(at)) % 86_400_000 === 0;
  expect(count('ticket_messages', ({ at }) => isMidnight(at))).toBeGreaterThan(0);
  expect(count('ticket_messages', ({ opening }) => opening === true)).toBeGreaterThan(0);
  expect(count('sla_clocks', (clock) => clock.superseded_at !== null)).toBeGreaterThan(0);
  expect(count('sla_clocks', (clock) => clock.breached_at !== null)).toBeGreaterThan(0);
  expect(
    count('sla_clocks', (clock) => clock.promised_met !== null && clock.promised_minutes === null),
  ).toBeGreaterThan(0);
  expect(count('usage_daily', (row) => row.count !== null && row.count <= 0)).toBeGreaterThan(0);
  expect(count('invoices', ({ status }) => status === 'void')).toBeGreaterThan(0);
  expect(count('costs', ({ amount }) => amount < 0)).toBeGreaterThan(0);
  expect(count('costs', ({ currency }) => currency === 'CHF')).toBeGreaterThan(0);
  expect(count('survey_responses', (row) => row.responded_at === null)).toBeGreaterThan(0);
});

test('every KPI has readings and gaps, and every band occurs', () => {
  const seen = new Set<string>();
  for (const { accounts } of naiveDays(data.facts, data.settings, '2026-02-01', '2026-03-31')) {
    for (const { kpis, band } of accounts) {
      seen.add(band);
      for (const [id, { reading }] of Object.entries(kpis)) {
        seen.add(`${id} ${reading === null ? 'null' : 'known'}`);
      }
    }
  }
  const kpiCount = 18;
  expect([...seen].toSorted()).toHaveLength(2 * kpiCount + 4);
});
