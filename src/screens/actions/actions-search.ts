import type { RuleActionState } from '../../api/contract/action.ts';
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
  /** Which of the rule's actions are listed; without it the rule itself is shown. */
  list?: RuleActionState | undefined;
  /** Count of the rule's outcome that is open, such as `30.score.others`. */
  rows?: string | undefined;
}

type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;

const states: readonly RuleActionState[] = [
  'fired',
  'open',
  'done',
  'dismissed',
  'recovered',
  'lapsed',
];

export const actionsSearch = (raw: Raw): ActionsSearch => {
  const search: ActionsSearch = {
    tab: raw.tab === 'rules' ? 'rules' : undefined,
    owner: text(raw.owner),
    page: text(raw.page),
    kpi: text(raw.kpi),
    rule: text(raw.rule),
    list: states.find((state) => state === raw.list),
    rows: text(raw.rows),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
};
