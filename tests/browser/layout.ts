import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const LOOKS = 20;
const BETWEEN_LOOKS_MS = 250;

/** How far the page scrolls sideways, where it does. */
export const sidewaysScroll = (page: Page): Promise<string[]> =>
  settled(() =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth - clientWidth} px`] : [];
    }),
  );

/** Texts that are cut off; e-mail addresses may be. */
export const cutTexts = (page: Page): Promise<string[]> =>
  settled(() =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter(
          (element) =>
            ['hidden', 'clip'].includes(getComputedStyle(element).overflowX) &&
            // One pixel is how a text for screen readers alone is kept out of sight.
            element.clientWidth > 1 &&
            element.scrollWidth > element.clientWidth + 1 &&
            /^[^@]+$/.test(element.textContent ?? ''),
        )
        .map(({ textContent }) => `cut: ${textContent}`),
    ),
  );

/** Charts take on a new width one moment after the page has. */
async function settled(look: () => Promise<string[]>): Promise<string[]> {
  for (let looks = 1; looks < LOOKS; looks += 1) {
    const faults = await look();
    if (faults.length === 0) return [];
    await pause(BETWEEN_LOOKS_MS);
  }
  return look();
}
