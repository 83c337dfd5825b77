import { expect, test } from 'vitest';
import { shippedModel, shippedSettings } from '../src/health/scoring-settings.ts';
import { ScoringModel } from '../src/scoring/model.ts';
import type { Curve } from '../src/scoring/scoring.ts';
import { isUnder, scoreTemplates, underTemplate } from '../src/scoring/templates.ts';

const shippedCurves: Record<string, Curve> = Object.fromEntries(
  shippedSettings.kpis.map(({ id, curve }) => [id, curve]),
);
const ids = shippedSettings.kpis.map(({ id }) => id);

test.each(scoreTemplates)('$id makes a valid model whose weights add up to 100', (template) => {
  const profile = underTemplate(shippedSettings, template, shippedCurves);
  expect(ScoringModel.safeParse({ ...shippedModel, profiles: [profile] }).error).toBeUndefined();
  expect(profile.kpis.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  expect(ids).toEqual(
    expect.arrayContaining([...Object.keys(template.weights), ...Object.keys(template.curves)]),
  );
  for (const kpi of profile.kpis) {
    expect(kpi.weight, kpi.id).toBe(template.weights[kpi.id] ?? 0);
    expect(kpi.curve, kpi.id).toEqual(template.curves[kpi.id] ?? shippedCurves[kpi.id]);
  }
  // Better stays better: a curve rises or falls where the shipped one does.
  for (const [id, curve] of Object.entries(template.curves)) {
    const rises = (points: Curve) => (points.at(-1)?.[1] ?? 0) > (points[0]?.[1] ?? 0);
    expect(rises(curve), id).toBe(rises(shippedCurves[id] ?? []));
  }
  expect(scoreTemplates.filter((other) => isUnder(profile, other, shippedCurves))).toEqual([
    template,
  ]);
});

test('places, bands, exceptions and KPIs of the company itself stay', () => {
  const own = {
    id: 'custom-visits',
    weight: 7,
    curve: [[0, 0] as const],
    place: 40,
    windowDays: null,
    parameter: null,
  };
  const before = {
    ...shippedSettings,
    bands: { healthy: 80, attention: 50 },
    exceptions: [{ rule: 'open_invoices >= 4.0', atMost: 39, reason: 'Unpaid' }],
    kpis: [...shippedSettings.kpis.map((kpi) => ({ ...kpi, place: kpi.place + 50 })), own],
  };
  for (const template of scoreTemplates) {
    const after = underTemplate(before, template, shippedCurves);
    expect(after.kpis.at(-1)).toBe(own);
    expect(after.kpis.map(({ id, place }) => [id, place])).toEqual(
      before.kpis.map(({ id, place }) => [id, place]),
    );
    expect({ ...after, kpis: [] }).toEqual({ ...before, kpis: [] });
  }
});

test('one template after the other leaves nothing of the first', () => {
  for (const one of scoreTemplates) {
    for (const other of scoreTemplates) {
      const first = underTemplate(shippedSettings, one, shippedCurves);
      expect(underTemplate(first, other, shippedCurves)).toEqual(
        underTemplate(shippedSettings, other, shippedCurves),
      );
    }
  }
  expect(scoreTemplates.some((each) => isUnder(shippedSettings, each, shippedCurves))).toBe(false);
});
