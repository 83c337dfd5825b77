import type { AsOfSearch } from '../app/search.ts';

/** Where the actions stand: everything a copied address has to carry. */
export interface ActionsSearch extends AsOfSearch {
  tab?: 'rules' | undefined;
  /** Whose; `-` for those that nobody has. */
  owner?: string | undefined;
  /** Of those that wait, from 1. */
  page?: string | undefined;
  /** Rules of this KPI, `-` for those without one. */
  kpi?: string | undefined;
  /** Rule that is open; `new` for one that is being written. */
  rule?: string | undefined;
}

type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;

export const actionsSearch = (raw: Raw): ActionsSearch => {
  const search: ActionsSearch = {
    tab: raw.tab === 'rules' ? 'rules' : undefined,
    owner: text(raw.owner),
    page: text(raw.page),
    kpi: text(raw.kpi),
    rule: text(raw.rule),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
};
