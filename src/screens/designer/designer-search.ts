import type { AsOfSearch } from '../app/search.ts';
import { Band } from '../app/search-words.ts';

const pastLists = [
  'left_before',
  'left_after',
  'left_more',
  'left_fewer',
  'vain_before',
  'vain_after',
  'vain_more',
  'vain_fewer',
] as const;

/** Accounts of a backtest: who left or was warned of in vain, as seen by one version, or by one of them alone. */
export type PastList = (typeof pastLists)[number];

/** Where the designer stands: everything a copied address has to carry, but for changes that are not saved. */
export interface DesignerSearch extends AsOfSearch {
  tab?: 'effect' | 'test' | 'history' | undefined;
  /** Number of the version that is worked on; the current one where absent. */
  version?: string | undefined;
  profile?: string | undefined;
  kpi?: string | undefined;
  /** Account tested: Hale's own number. */
  account?: string | undefined;
  /** The way between two bands whose accounts are listed; one of them alone: all that come from it or go to it. */
  from?: Band | undefined;
  to?: Band | undefined;
  /** The bar of the distribution whose accounts are listed, such as `after-12`. */
  bin?: string | undefined;
  /** Numbers of the versions compared. */
  before?: string | undefined;
  after?: string | undefined;
  /** The count of the backtest whose accounts are listed. */
  past?: PastList | undefined;
}

type Raw = Record<string, unknown>;

const oneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((word) => word === value);

const number = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? value : undefined;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const designerSearch = (raw: Raw): DesignerSearch => {
  const search: DesignerSearch = {
    tab: oneOf(raw.tab, ['effect', 'test', 'history']),
    version: number(raw.version),
    profile: text(raw.profile),
    kpi: text(raw.kpi),
    account: number(raw.account),
    from: oneOf(raw.from, Band),
    to: oneOf(raw.to, Band),
    bin: typeof raw.bin === 'string' && /^(before|after)-1?\d$/.test(raw.bin) ? raw.bin : undefined,
    before: number(raw.before),
    after: number(raw.after),
    past: oneOf(raw.past, pastLists),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
};
