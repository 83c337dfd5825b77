import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { tool } from './tool.ts';

/** For machines that are slow or busy; nothing is waited for that long on an idle one. */
const PATIENCE_MS = 60_000;

/** Time for a whole test or hook with several waits in it. */
export const TEST_MS = 240_000;

interface Chromium {
  findChromium(tell: (line: string) => void): string;
}

/** The Chromium of CHROMIUM, else the one that `npm test` would take. */
export async function openBrowser(): Promise<Browser> {
  const { findChromium } = await tool<Chromium>('chromium');
  return chromium.launch({ executablePath: findChromium((line) => console.info(line)) });
}

export interface Person {
  language?: 'en' | 'de';
  colors?: 'light' | 'dark';
  width?: 1440 | 390;
}

export interface Visit extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** Errors of the console and of scripts that this test brings about on purpose. */
  expectErrors(pattern: RegExp): void;
}

/** A person with a fresh browser in front of Hale. Leaving fails where the console has shown an unexpected error. */
export async function visit(
  browser: Browser,
  address: string,
  { language = 'en', colors = 'light', width = 1440 }: Person = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: address,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    colorScheme: colors,
    reducedMotion: 'reduce',
    viewport: { width, height: width === 390 ? 844 : 900 },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  const expected: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (problem) => errors.push(String(problem.error())));
  const page = await context.newPage();
  return {
    page,
    context,
    expectErrors: (pattern) => void expected.push(pattern),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      const unexpected = errors.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(unexpected, 'errors in the console of the browser').toEqual([]);
    },
  };
}

/** Waits until it is there to be seen. */
export const seen = (locator: Locator): Promise<void> => locator.waitFor({ state: 'visible' });

/** Waits until what is asked for has come about; for counts, texts and addresses. */
export const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: PATIENCE_MS, interval: 50 });

/** Path and search of the address bar. */
export const placeOf = (page: Page): string => {
  const { pathname, search, hash } = new URL(page.url());
  return `${pathname}${search}${hash}`;
};
