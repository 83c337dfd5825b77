import type { AccountSort } from '../app/search-words.ts';

interface Column {
  sort: AccountSort | null;
  message: string;
  /** CSS width; undefined takes what is left. */
  width?: number;
  /** Class of head and cells: where it is left out, and how it stands. */
  className?: string;
  /** Direction of the first click: what one wants to see first. */
  first: 'asc' | 'desc';
}

/** `hide-830`: left out where the list is narrower than that many pixels; see customers.css. */
export const columns: readonly Column[] = [
  { sort: 'name', message: 'column.customer', first: 'asc' },
  {
    sort: 'health',
    message: 'column.health',
    width: 182,
    className: 'phone-slim',
    first: 'asc',
  },
  { sort: null, message: 'column.weeks', width: 116, className: 'hide-560', first: 'asc' },
  {
    sort: 'delta_30_days',
    message: 'column.delta',
    width: 104,
    className: 'right phone-slim',
    first: 'asc',
  },
  { sort: 'mrr', message: 'column.mrr', width: 108, className: 'right hide-700', first: 'desc' },
  {
    sort: 'next_renewal',
    message: 'column.renewal',
    width: 136,
    className: 'right hide-830',
    first: 'asc',
  },
  { sort: 'csm', message: 'column.csm_email', width: 200, className: 'hide-1130', first: 'asc' },
  {
    sort: 'coverage',
    message: 'column.coverage',
    width: 126,
    className: 'right hide-1130',
    first: 'asc',
  },
];
