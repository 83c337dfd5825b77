import { expect, test } from 'vitest';
import type { Profile, ProfileKpi, ScoringModel } from './model.ts';
import { bandOrder } from './portfolio.ts';
import { modelScorer, type Portfolio } from './portfolio-model.ts';
import { defaultEdges } from './scoring.ts';

const kpis: readonly ProfileKpi[] = [
  {
    id: 'sla',
    weight: 1,
    curve: [
      [0, 0],
      [100, 100],
    ],
    place: 0,
    windowDays: null,
    parameter: null,
  },
  {
    id: 'open_invoices',
    weight: 0,
    curve: [
      [0, 100],
      [4, 0],
    ],
    place: 1,
    windowDays: null,
    parameter: null,
  },
];
const profileOf = (id: string, rule: string | null, change: Partial<Profile> = {}): Profile => ({
  ...defaultEdges,
  id,
  name: id,
  rule,
  exceptions: [],
  kpis,
  ...change,
});
const modelOf = (...profiles: Profile[]): ScoringModel => ({ profiles, parents: 'own' });

const segments = ['smb', 'enterprise', null, 'smb'];
const columns = [Float64Array.of(80, 80, 80, Number.NaN), Float64Array.of(0, 5, Number.NaN, 5)];
const portfolio: Portfolio = {
  groups: [],
  readings: { accounts: 4, column: (place) => columns[place] },
  attribute: (account, field) => (field === 'segment' ? (segments[account] ?? null) : null),
};

test('the first profile whose rule holds scores an account, the last one all others', () => {
  const strict = { bands: { healthy: 90, attention: 85 } };
  const { profileOf: found, band } = modelScorer(portfolio)(
    modelOf(
      profileOf('small', 'segment == "smb"', strict),
      profileOf('named', 'has(segment)'),
      profileOf('rest', null),
    ),
  );
  expect([...found]).toEqual([0, 1, 2, 0]);
  expect([...band].map((code) => bandOrder[code])).toEqual([
    'at_risk',
    'healthy',
    'healthy',
    'unknown',
  ]);
});

test('an exception caps the accounts it holds for; no reading, no cap; no health stays none', () => {
  const exceptions = [{ rule: 'open_invoices >= 4', atMost: 39, reason: 'does not pay' }];
  const { health } = modelScorer(portfolio)(modelOf(profileOf('rest', null, { exceptions })));
  expect([...health]).toEqual([80, 39, 80, Number.NaN]);
});

test('an exception may ask for the health before any cap', () => {
  const exceptions = [
    { rule: 'sla >= 80', atMost: 60, reason: 'first' },
    { rule: 'health >= 80 && band == "healthy" && coverage == 1', atMost: 50, reason: 'second' },
  ];
  const { health } = modelScorer(portfolio)(modelOf(profileOf('rest', null, { exceptions })));
  expect([...health]).toEqual([50, 50, 50, Number.NaN]);
});

test('a rule half typed holds for nobody', () => {
  const half = profileOf('half', 'segment == ');
  const { profileOf: found } = modelScorer(portfolio)(modelOf(half, profileOf('rest', null)));
  expect([...found]).toEqual([1, 1, 1, 1]);
});

test('scoring models in turn gives each its own', () => {
  const score = modelScorer(portfolio);
  const plain = modelOf(profileOf('rest', null));
  const capped = modelOf(
    profileOf('rest', null, { exceptions: [{ rule: 'true', atMost: 10, reason: 'all' }] }),
  );
  expect([...score(plain).health]).toEqual([80, 80, 80, Number.NaN]);
  expect([...score(capped).health]).toEqual([10, 10, 10, Number.NaN]);
  expect([...score(plain).health]).toEqual([80, 80, 80, Number.NaN]);
});

test('a parent has the health of its group where the model says so, and the band of that', () => {
  const groups = [
    { id: 0, parentId: null, arr: 1 },
    { id: 1, parentId: 0, arr: 3 },
    { id: 2, parentId: 0, arr: 1 },
  ];
  const columnOf = Float64Array.of(90, 20, 60);
  const score = modelScorer({
    readings: { accounts: 3, column: (place) => (place === 0 ? columnOf : undefined) },
    attribute: () => null,
    groups,
  });
  const model = modelOf(profileOf('rest', null));
  const of = (parents: ScoringModel['parents']) => {
    const { health, band } = score({ ...model, parents });
    return [...health, bandOrder[band[0] ?? 3]];
  };
  expect(of('own')).toEqual([90, 20, 60, 'healthy']);
  expect(of('mean')).toEqual([40, 20, 60, 'attention']);
  expect(of('worst')).toEqual([20, 20, 60, 'at_risk']);
  expect(of('arr_weighted')).toEqual([30, 20, 60, 'at_risk']);
});
