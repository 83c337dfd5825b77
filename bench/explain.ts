import { ask, whileServed } from './served.ts';
import { AS_OF } from './sizes.ts';

const YEAR_BEFORE = '2025-06-30';

export interface Explaining {
  /** Milliseconds of explaining the change of an account over a year. */
  change: number[];
  /** Milliseconds of its daily history over that year under the shipped settings. */
  history: number[];
}

/** Asks for so many accounts, one after the other, through HTTP. */
export const explaining = (dataDir: string, accounts: number, requests: number) =>
  whileServed(dataDir, async (address): Promise<Explaining> => {
    const found: Explaining = { change: [], history: [] };
    for (let number = 0; number < requests; number += 1) {
      const account = `/api/v1/accounts/acc-${1 + ((number * 7919) % accounts)}`;
      const days = `from=${YEAR_BEFORE}&to=${AS_OF}`;
      found.change.push(await ask(address, `${account}/change?${days}`));
      found.history.push(await ask(address, `${account}/history?${days}&version=0`));
    }
    return found;
  });
