import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, vi } from 'vitest';
import { type Hale, startHale } from './hale.fixture.ts';
import { openBrowser, type Person, TEST_MS, type Visit, visit } from './visit.fixture.ts';

interface Stage {
  readonly hale: Hale;
  /** Somebody with a fresh browser in front of it. */
  visit(person?: Person): Promise<Visit>;
}

interface Patience {
  testMs?: number;
  prepareMs?: number;
}

/** A Hale of its own and a browser for the tests of a file; what `prepare` does to it is done before the first. */
export function openStage(
  prepare: (hale: Hale) => Promise<void> = async () => {},
  { testMs = TEST_MS, prepareMs = TEST_MS }: Patience = {},
): Stage {
  vi.setConfig({ testTimeout: testMs, hookTimeout: prepareMs });
  let hale: Hale | undefined;
  let browser: Browser | undefined;
  const standing = () => {
    if (hale === undefined || browser === undefined) throw new Error('It is not prepared yet.');
    return { hale, browser };
  };
  beforeAll(async () => {
    [hale, browser] = await Promise.all([startHale(), openBrowser()]);
    await prepare(hale);
  });
  afterAll(async () => {
    await browser?.close();
    await hale?.[Symbol.asyncDispose]();
  });
  return {
    get hale() {
      return standing().hale;
    },
    visit: (person) => visit(standing().browser, standing().hale.address, person),
  };
}
