import { describe, expect, test } from 'vitest';
import { capOf, type Exception } from './exceptions.ts';
import { parseRule } from './rule-parse.ts';
import type { KpiSettings } from './scoring.ts';

const kpi = (id: string, place: number): KpiSettings => ({ id, weight: 1, curve: [[0, 0]], place });
const kpis = [kpi('open_invoices', 5), kpi('logins', 7)];
const exception = (text: string, atMost: number): Exception => {
  const parsed = parseRule(text, null);
  if (!parsed.ok) throw new Error(parsed.reason.code);
  return { rule: parsed.rule, atMost, reason: text };
};
const readings = (openInvoices: number | null) => {
  const all = [];
  all[5] = { value: openInvoices, n: 3 };
  return all;
};
const uncapped = { health: 82, coverage: 0.5, band: 'healthy' } as const;
const invoices = exception('open_invoices >= 4', 39);

describe('an exception', () => {
  test('holds health down while its rule holds', () => {
    expect(capOf([invoices], readings(4), kpis, uncapped)).toEqual({
      atMost: 39,
      reason: 'open_invoices >= 4',
      index: 0,
    });
    expect(capOf([invoices], readings(3), kpis, uncapped)).toBeNull();
  });

  test('does nothing to a health that is lower, absent, or has no such reading', () => {
    expect(capOf([invoices], readings(4), kpis, { ...uncapped, health: 39 })).toBeNull();
    expect(capOf([invoices], readings(4), kpis, { ...uncapped, health: null })).toBeNull();
    expect(capOf([invoices], readings(null), kpis, uncapped)).toBeNull();
    expect(capOf([invoices], [], kpis, uncapped)).toBeNull();
  });

  test('gives way to the lowest, and of equal ones to the first', () => {
    const all = [
      exception('coverage <= 0.5', 60),
      exception('health > 80 && band == "healthy"', 45),
      exception('!has(logins)', 45),
      exception('logins < 1', 10),
    ];
    expect(capOf(all, readings(0), kpis, uncapped)?.index).toBe(1);
  });
});
