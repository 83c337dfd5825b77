import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kpis } from '../kpis/index.ts';
import { RuleDefinition, shippedRules } from './action-rule.ts';
import { kpiActions } from './actions.ts';

const kpiIds = kpis.map(({ id }) => id);
const placeholders = (text: string) => [...text.matchAll(/\{[^}]*\}/g)].map(([found]) => found);

test('every KPI has its actions, and every file is registered', () => {
  expect(kpiActions.map(({ kpiId }) => kpiId)).toEqual(kpiIds);
  const files = readdirSync(new URL('./kpi/', import.meta.url)).toSorted();
  expect(files).toEqual(kpiIds.map((id) => `${id.replaceAll('_', '-')}.actions.ts`).toSorted());
});

test('ids are unique and name their KPI', () => {
  const ids = kpiActions.flatMap(({ actions }) => actions.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { kpiId, actions } of kpiActions)
    for (const { id } of actions) expect(id.startsWith(`${kpiId}.`), id).toBe(true);
});

describe.each(kpiActions)('$kpiId', ({ kpiId, actions }) => {
  test.each([
    ['at_risk', 2],
    ['attention', 2],
    ['healthy', 1],
  ])('%s offers at least %d', (band, atLeast) => {
    const offered = shippedRules.filter((rule) => rule.kpi === kpiId && rule.band === band);
    expect(offered.length).toBeGreaterThanOrEqual(atLeast);
  });

  test.each(actions)('$id speaks both languages and names its figure', ({ title, why }) => {
    expect(placeholders(why.de)).toEqual(placeholders(why.en));
    expect(placeholders(why.en)).toContain('{value}');
    for (const known of placeholders(why.en)) expect(['{value}', '{n}']).toContain(known);
    expect(placeholders(title.en + title.de)).toEqual([]);
    for (const text of [title.en, title.de, why.en, why.de])
      expect(text.trim()).toBe(text.replaceAll(/\s+/g, ' '));
    for (const text of [title, why]) {
      expect(text.en.length).toBeGreaterThan(10);
      expect(text.de).not.toBe(text.en);
    }
  });

  test.each(actions)('$id says Sie and never du', ({ title, why }) => {
    expect(`${title.de} ${why.de}`).not.toMatch(/\b(du|dich|dir|deine?[mnrs]?|euch|eure?)\b/i);
    expect(title.de).toMatch(/\bSie\b/);
  });
});

test.each([
  ['sla', 'at_risk', ['sla.review-targets', 'sla.enlarge-the-team']],
  ['sla', 'attention', ['sla.tighten-internal-targets']],
  ['touchpoint', 'at_risk', ['touchpoint.ask-in-the-form']],
  ['touchpoint', 'attention', ['touchpoint.write-an-article']],
  ['feedback', 'healthy', ['feedback.ask-for-a-reference']],
  [
    'balance',
    'at_risk',
    ['balance.charge-extra-effort', 'balance.move-to-self-service', 'balance.renegotiate'],
  ],
])('%s %s offers what definitions.md names', (kpi, band, named) => {
  const offered = shippedRules.filter((rule) => rule.kpi === kpi && rule.band === band);
  expect(offered.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
});

test('every shipped rule could be stored as it is', () => {
  for (const { id, origin: _origin, edited: _edited, ...definition } of shippedRules) {
    expect(RuleDefinition.safeParse(definition).error, id).toBeUndefined();
  }
});
