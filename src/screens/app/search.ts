import { AccountSort, Band } from './search-words.ts';

export interface AsOfSearch {
  as_of?: string | undefined;
}

/** Where the list of customers stands: everything a copied address has to carry. */
export interface CustomersSearch extends AsOfSearch {
  q?: string | undefined;
  band?: string | undefined;
  csm?: string | undefined;
  segment?: string | undefined;
  sort?: AccountSort | undefined;
  order?: 'asc' | 'desc' | undefined;
  churned?: 'include' | 'only' | undefined;
  /** Whether the portfolio as a whole is shown above the list. */
  portfolio?: 'open' | undefined;
}

export interface WhySearch extends AsOfSearch {
  /** KPI whose row is open. */
  open?: string | undefined;
  view?: 'table' | undefined;
  /** The earlier day of the comparison; 30 days before where absent. */
  from?: string | undefined;
  /** Bar of the comparison that is open. */
  bar?: string | undefined;
  change?: 'table' | undefined;
  /** Readings tried out, as `kpi:reading` separated by commas. */
  what_if?: string | undefined;
}

export interface CustomerSearch extends AsOfSearch {
  /** Kinds shown in the timeline, separated by commas. */
  kinds?: string | undefined;
}

export interface SourcesSearch extends AsOfSearch {
  tab?: 'import' | 'quarantine' | undefined;
  file?: string | undefined;
  reason?: string | undefined;
  /** Hale's own number of the customer that rows have to name. */
  account?: string | undefined;
  /** Plain names of the files they would come in, separated by commas. */
  facts?: string | undefined;
  /** Rows that were given up, instead of those that wait for a mend. */
  state?: 'discarded' | undefined;
  page?: string | undefined;
}

type Raw = Record<string, unknown>;

const text = (raw: Raw, name: string): string | undefined => {
  const value = raw[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const matching = (raw: Raw, name: string, pattern: RegExp): string | undefined => {
  const value = text(raw, name);
  return value !== undefined && pattern.test(value) ? value : undefined;
};

const oneOf = <T extends string>(raw: Raw, name: string, allowed: readonly T[]): T | undefined =>
  allowed.find((word) => word === raw[name]);

/** Leaves out what is undefined, so that an address holds only what was chosen. */
const given = <T extends object>(search: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;

const day = (raw: Raw, name = 'as_of'): string | undefined => {
  const value = text(raw, name);
  return value !== undefined &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
};

export const asOfSearch = (raw: Raw): AsOfSearch => given<AsOfSearch>({ as_of: day(raw) });

export const bandsOf = (words: string | undefined): Band[] =>
  Band.filter((band) => words?.split(',').includes(band));

export const customersSearch = (raw: Raw): CustomersSearch =>
  given<CustomersSearch>({
    as_of: day(raw),
    q: text(raw, 'q')?.slice(0, 200),
    band: bandsOf(text(raw, 'band')).join(',') || undefined,
    csm: text(raw, 'csm'),
    segment: text(raw, 'segment'),
    sort: oneOf(raw, 'sort', AccountSort),
    order: oneOf(raw, 'order', ['asc', 'desc']),
    churned: oneOf(raw, 'churned', ['include', 'only']),
    portfolio: oneOf(raw, 'portfolio', ['open']),
  });

export const whySearch = (raw: Raw): WhySearch =>
  given<WhySearch>({
    as_of: day(raw),
    open: text(raw, 'open'),
    view: oneOf(raw, 'view', ['table']),
    from: day(raw, 'from'),
    bar: text(raw, 'bar'),
    change: oneOf(raw, 'change', ['table']),
    what_if: text(raw, 'what_if'),
  });

export const customerSearch = (raw: Raw): CustomerSearch =>
  given<CustomerSearch>({ as_of: day(raw), kinds: text(raw, 'kinds') });

export const sourcesSearch = (raw: Raw): SourcesSearch =>
  given<SourcesSearch>({
    as_of: day(raw),
    tab: oneOf(raw, 'tab', ['import', 'quarantine']),
    file: text(raw, 'file'),
    reason: text(raw, 'reason'),
    account: matching(raw, 'account', /^[1-9]\d{0,8}$/),
    facts: matching(raw, 'facts', /^[a-z_]{1,40}(?:,[a-z_]{1,40}){0,39}$/),
    state: oneOf(raw, 'state', ['discarded']),
    page: text(raw, 'page'),
  });

/** Addresses are plain `name=value` pairs, so that a person can read and write them. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

export const stringifySearch = (search: Record<string, unknown>): string => {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string') pairs.set(name, value);
  }
  return pairs.size === 0 ? '' : `?${pairs}`;
};
