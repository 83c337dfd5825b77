import { expect, test } from 'vitest';
import type { Profile, ProfileKpi, ScoringModel } from '../../scoring/model.ts';
import { defaultEdges } from '../../scoring/scoring.ts';
import { addProfile, moveProfile, removeProfile, withKpi, withProfile } from './model-edits.ts';
import { modelChanges } from './version-changes.ts';

const sla: ProfileKpi = {
  id: 'sla',
  weight: 15,
  curve: [[0, 0]],
  place: 1,
  windowDays: null,
  parameter: null,
};
const profileOf = (id: string, rule: string | null): Profile => ({
  ...defaultEdges,
  id,
  name: id.toUpperCase(),
  rule,
  exceptions: [],
  kpis: [sla],
});
const model: ScoringModel = {
  parents: 'own',
  profiles: [profileOf('a', 'x'), profileOf('b', 'y'), profileOf('rest', null)],
};

test('the same model differs in nothing', () => {
  expect(modelChanges(model, structuredClone(model))).toEqual([]);
});

test('names each KPI, figure and rule that differs', () => {
  const bent = withKpi(model, 'a', 'sla', {
    weight: 20,
    curve: [[0, 1]],
    place: 101,
    windowDays: 30,
    parameter: 5,
  });
  const after = withProfile(bent, 'b', (was) => ({
    ...was,
    rule: 'z',
    bands: { healthy: 75, attention: 40 },
    exceptions: [{ rule: 'true', atMost: 39, reason: 'why' }],
  }));
  expect(modelChanges(model, after)).toEqual([
    { kind: 'weight', profile: 'A', kpi: 'sla', from: 15, to: 20 },
    { kind: 'window', profile: 'A', kpi: 'sla', from: null, to: 30 },
    { kind: 'parameter', profile: 'A', kpi: 'sla', from: null, to: 5 },
    { kind: 'curve', profile: 'A', kpi: 'sla' },
    { kind: 'healthy', profile: 'B', from: 70, to: 75 },
    { kind: 'rule', profile: 'B' },
    { kind: 'exceptions', profile: 'B' },
  ]);
});

test('names profiles that come, go and change places', () => {
  expect(modelChanges(model, moveProfile(model, 'a', 1))).toEqual([{ kind: 'order' }]);
  expect(modelChanges(model, removeProfile(model, 'a'))).toEqual([
    { kind: 'profile_removed', profile: 'A' },
  ]);
  expect(modelChanges(model, addProfile(model, 'n', 'New'))).toEqual([
    { kind: 'profile_added', profile: 'New' },
  ]);
});
