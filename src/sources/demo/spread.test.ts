import { describe, expect, test } from 'vitest';
import { factsOf, fileNames } from '../../../tests/naive/parse.ts';
import { naiveReadings } from '../../../tests/naive/readings.ts';
import { shippedSettings } from '../../health/scoring-settings.ts';
import { kpis } from '../../kpis/index.ts';
import { addDays, type Day, parseDay } from '../../lib/day.ts';
import { type Health, healthOf } from '../../scoring/health.ts';

import type { FactBatch } from '../source.ts';
import { companies } from './companies.ts';
import { demoSource } from './demo.source.ts';
import type { StoryName } from './stories.ts';

const company = {
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  defaultHourlyCost: 60,
  minutesPerReply: 10,
};

async function demoFacts(today: Day) {
  const batches: FactBatch[] = [];
  for await (const batch of demoSource({ today }).read({ path: '' })) batches.push(batch);
  const tables = fileNames.flatMap((fact) =>
    batches
      .filter((batch) => batch.fact === fact)
      .map(({ columns, cells }) => ({ fact, columns, cells })),
  );
  return factsOf(tables, company.timeZone);
}

/** Health of every customer, by the plain second computation of the readings. */
function portfolioOn(facts: Awaited<ReturnType<typeof demoFacts>>, day: Day) {
  return naiveReadings(facts, company, day).map(({ account_id, kpis: known }) => {
    const readings = kpis.map(({ id }) => ({
      value: known[id]?.reading ?? null,
      n: known[id]?.n ?? 0,
    }));
    const story = companies.find(({ id }) => id === account_id)?.story;
    return { story, ...healthOf(readings, shippedSettings) };
  });
}

describe.each(['2026-11-22', '2027-01-04', '2028-02-29'])('on %s', async (text) => {
  const today = parseDay(text);
  const facts = await demoFacts(today);
  const now = portfolioOn(facts, addDays(today, -1));

  test('the portfolio looks like a real one', () => {
    const count = (band: Health['band']) => now.filter((account) => account.band === band).length;
    expect(now).toHaveLength(60);
    expect(count('healthy')).toBeGreaterThanOrEqual(30);
    expect(count('healthy')).toBeLessThanOrEqual(40);
    expect(count('attention')).toBeGreaterThanOrEqual(10);
    expect(count('attention')).toBeLessThanOrEqual(19);
    expect(count('at_risk')).toBeGreaterThanOrEqual(4);
    expect(count('at_risk')).toBeLessThanOrEqual(9);
    expect(count('unknown')).toBeGreaterThanOrEqual(3);
    expect(count('unknown')).toBeLessThanOrEqual(7);
  });

  test('a story can be read in the score', () => {
    const before = portfolioOn(facts, addDays(today, -213));
    const mean = (portfolio: typeof now, story: StoryName) => {
      const known = portfolio.flatMap((account) =>
        account.story === story && account.health !== null ? [account.health] : [],
      );
      return known.reduce((sum, health) => sum + health, 0) / known.length;
    };
    expect(mean(before, 'crisisSolved')).toBeLessThan(50);
    expect(mean(now, 'crisisSolved')).toBeGreaterThan(70);
    expect(mean(before, 'recovering')).toBeLessThan(mean(now, 'recovering') - 10);
    for (const story of [
      'championLeft',
      'silentChurner',
      'productFault',
      'understaffed',
    ] as const) {
      expect(mean(before, story), story).toBeGreaterThan(mean(now, story) + 15);
    }
    expect(mean(now, 'productFault')).toBeLessThan(35);
    expect(mean(now, 'loudButLoyal')).toBeGreaterThan(70);
  });
});
