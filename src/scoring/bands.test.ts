import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, bandOfScore, foldBandShown, nextBandShown, toNextBand } from './bands.ts';
import { defaultEdges } from './scoring.ts';

const health = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null });

describe('band without hysteresis', () => {
  test.each([
    [100, 'healthy'],
    [70, 'healthy'],
    [69.9999999996, 'healthy'], // 70 to 9 decimals
    [69.999999999, 'attention'],
    [40, 'attention'],
    [39.99, 'at_risk'],
    [0, 'at_risk'],
  ])('%d is %s', (score, band) => {
    expect(bandOfScore(score, defaultEdges.bands)).toBe(band);
  });

  test('no health is unknown, which is not at risk', () => {
    expect(bandOf(null, defaultEdges.bands)).toBe('unknown');
    expect(bandOf(0, defaultEdges.bands)).toBe('at_risk');
  });
});

describe('band shown', () => {
  test.each([
    // from, health, shown
    ['healthy', 67, 'healthy'],
    ['healthy', 66.99, 'attention'],
    ['healthy', 38, 'attention'],
    ['healthy', 36.99, 'at_risk'],
    ['attention', 72.99, 'attention'],
    ['attention', 73, 'healthy'],
    ['attention', 37, 'attention'],
    ['attention', 36.99, 'at_risk'],
    ['at_risk', 42.99, 'at_risk'],
    ['at_risk', 43, 'attention'],
    ['at_risk', 72, 'attention'],
    ['at_risk', 73, 'healthy'],
  ] as const)('from %s with %d to %s', (previous, score, shown) => {
    expect(nextBandShown(previous, score, defaultEdges)).toBe(shown);
  });

  test('unknown comes and goes at once, and the plain band follows it', () => {
    expect(foldBandShown([80, null], defaultEdges)).toBe('unknown');
    expect(foldBandShown([80, 68], defaultEdges)).toBe('healthy');
    expect(foldBandShown([80, null, 68], defaultEdges)).toBe('attention');
    expect(foldBandShown([null, null, 70], defaultEdges)).toBe('healthy');
    expect(foldBandShown([], defaultEdges)).toBe('unknown');
  });

  test('a day without change changes nothing, so sparse and daily series fold alike', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(health, fc.integer({ min: 1, max: 4 }))), (days) => {
        const sparse = days.map(([score]) => score);
        const daily = days.flatMap(([score, times]) => Array<number | null>(times).fill(score));
        expect(foldBandShown(daily, defaultEdges)).toBe(foldBandShown(sparse, defaultEdges));
      }),
    );
  });

  test('strays from the plain band only within the hysteresis of an edge', () => {
    fc.assert(
      fc.property(fc.array(health, { minLength: 1 }), (series) => {
        const last = series.at(-1) ?? null;
        const near = last !== null && [70, 40].some((edge) => Math.abs(last - edge) <= 3 + 1e-9);
        const shown = foldBandShown(series, defaultEdges);
        if (!near) expect(shown).toBe(bandOf(last, defaultEdges.bands));
      }),
    );
  });

  test('without hysteresis it is the plain band', () => {
    fc.assert(
      fc.property(fc.array(health, { minLength: 1 }), (series) => {
        const settings = { ...defaultEdges, hysteresis: 0 };
        expect(foldBandShown(series, settings)).toBe(bandOf(series.at(-1) ?? null, settings.bands));
      }),
    );
  });
});

describe('the next better band', () => {
  test('is reached at its edge and the hysteresis', () => {
    expect(toNextBand('attention', 55, defaultEdges)).toEqual({
      band: 'healthy',
      edge: 73,
      points: 18,
    });
    expect(toNextBand('at_risk', 41, defaultEdges)).toEqual({
      band: 'attention',
      edge: 43,
      points: 2,
    });
  });

  test('does not exist in the best band or without health', () => {
    expect(toNextBand('healthy', 68, defaultEdges)).toBeNull();
    expect(toNextBand('unknown', null, defaultEdges)).toBeNull();
  });

  test('is shown once its points are gained', () => {
    fc.assert(
      fc.property(fc.constantFrom('at_risk', 'attention'), fc.nat(60), (shown, score) => {
        const next = toNextBand(shown, score, defaultEdges);
        if (next === null) return;
        expect(nextBandShown(shown, score + next.points, defaultEdges)).toBe(next.band);
      }),
    );
  });
});
