import { accountsInBin } from '../../scoring/portfolio.ts';
import { movedAccounts } from '../../scoring/portfolio-effect.ts';
import { Band } from '../app/search-words.ts';
import type { DesignerSearch } from './designer-search.ts';
import type { Effect } from './use-effect-of.ts';

/** Bars of five points of health. */
export const healthBins = { from: 0, to: 100, bins: 20 } as const;

/** Lower and upper health of a bar. */
export const edgesOfBin = (bin: number): [from: number, to: number] => {
  const width = (healthBins.to - healthBins.from) / healthBins.bins;
  return [healthBins.from + bin * width, healthBins.from + (bin + 1) * width];
};

export type Chosen = Pick<DesignerSearch, 'from' | 'to' | 'bin'>;

/** The bar that an address names; null where it names none. */
export function barOf({ bin }: Chosen): { side: 'before' | 'after'; bin: number } | null {
  const [side, number] = bin?.split('-') ?? [];
  return side === 'before' || side === 'after' ? { side, bin: Number(number) } : null;
}

/** Places of the accounts behind what is chosen; without anything, of those that change band. */
export function listedAccounts({ before, after }: Effect, chosen: Chosen): number[] {
  const bar = barOf(chosen);
  if (bar !== null) {
    return accountsInBin((bar.side === 'before' ? before : after).health, healthBins, bar.bin);
  }
  const placeOf = (band: Band | undefined) => (band === undefined ? undefined : Band.indexOf(band));
  return movedAccounts(before, after, { from: placeOf(chosen.from), to: placeOf(chosen.to) });
}
