import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountList, AccountRow } from '../../api/contract/account.ts';
import type { CustomersSearch } from '../app/search.ts';
import { accountPageQuery, freshnessQuery, type ListFilter } from '../server/queries.ts';

const PAGE_ROWS = 100;

export const listFilterOf = ({ portfolio: _shown, ...filter }: CustomersSearch): ListFilter =>
  filter;

export interface CustomerList {
  /** First page, with the totals; of the filter before while the new one is on its way. */
  head: AccountList | undefined;
  error: Error | null;
  retry: () => void;
  isStale: boolean;
  /** Changes whenever another list is asked for. */
  filterKey: string;
  total: number;
  /** Undefined while its page is on its way. */
  rowAt: (index: number) => AccountRow | undefined;
  /** Days from the newest fact of a row to the day; undefined where there is none, or while it is on its way. */
  freshnessAt: (index: number) => number | undefined;
  /** Tells which rows can be seen, so that their pages are fetched. */
  show: (first: number, last: number) => void;
}

/** A list of any length: only the pages that are looked at are fetched. */
export const useCustomerList = (filter: ListFilter): CustomerList => {
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const head = useQuery({
    ...accountPageQuery(filter, 0, PAGE_ROWS),
    placeholderData: keepPreviousData,
  });
  const total = head.data?.total ?? 0;
  const pages: number[] = [];
  for (
    let page = Math.max(1, seen.first);
    page <= seen.last && page * PAGE_ROWS < total;
    page += 1
  ) {
    pages.push(page);
  }
  const further = useQueries({
    queries: pages.map((page) => accountPageQuery(filter, page * PAGE_ROWS, PAGE_ROWS)),
  });
  const rowsOf = (page: number) =>
    page === 0 ? head.data?.rows : further[pages.indexOf(page)]?.data?.rows;
  const freshness = useQueries({
    queries: [0, ...pages].map((page) =>
      freshnessQuery(rowsOf(page)?.map(({ id }) => id) ?? [], filter.as_of),
    ),
  });
  const rowAt = (index: number) => rowsOf(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  return {
    head: head.data,
    error: head.error,
    retry: () => void head.refetch(),
    isStale: head.isPlaceholderData,
    filterKey: JSON.stringify(filter),
    total,
    rowAt,
    freshnessAt: (index) => {
      const page = Math.floor(index / PAGE_ROWS);
      const days = freshness[page === 0 ? 0 : pages.indexOf(page) + 1]?.data?.days;
      const row = rowAt(index);
      return row === undefined ? undefined : days?.[row.id];
    },
    show: (firstRow, lastRow) => {
      const first = Math.floor(firstRow / PAGE_ROWS);
      const last = Math.floor(lastRow / PAGE_ROWS);
      if (first !== seen.first || last !== seen.last) setSeen({ first, last });
    },
  };
};
