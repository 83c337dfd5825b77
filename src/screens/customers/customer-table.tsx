import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { accountPath } from '../../api/contract/paths.ts';
import { useAsOf } from '../app/as-of-day.ts';
import type { AccountSort } from '../app/search-words.ts';
import { useStatus } from '../app/status.tsx';
import { useText } from '../text/text.ts';
import { columns } from './columns.ts';
import { CustomerRow } from './customer-row.tsx';
import { RowLinksProvider } from './row-link.tsx';
import type { CustomerList } from './use-customer-list.ts';

const ROW_HEIGHT = 58;
/** On a phone, where a name takes two lines. */
const TALL_ROW_HEIGHT = 74;
const PHONE = '(max-width: 600px)';
const BELOW_LIST = 24;

interface Props {
  list: CustomerList;
  sort: AccountSort;
  order: 'asc' | 'desc';
  onSort: (sort: AccountSort, order: 'asc' | 'desc') => void;
}

const TableHead = ({ sort, order, onSort }: Omit<Props, 'list'>) => {
  const say = useText();
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const isSorted = column.sort === sort;
          const direction = order === 'asc' ? 'ascending' : 'descending';
          return (
            <th
              key={column.message}
              scope="col"
              className={column.className}
              style={{ '--width': column.width === undefined ? 'auto' : `${column.width}px` }}
              {...(isSorted ? { 'aria-sort': direction } : {})}
            >
              {column.sort === null ? (
                <span>{say(column.message)}</span>
              ) : (
                <button
                  type="button"
                  onClick={() => {
                    const turned = order === 'asc' ? 'desc' : 'asc';
                    if (column.sort) onSort(column.sort, isSorted ? turned : column.first);
                  }}
                >
                  {say(column.message)}
                  <span aria-hidden>{isSorted ? (order === 'asc' ? '↑' : '↓') : ''}</span>
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
};

const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr className="spacer" aria-hidden>
      <td style={{ height }} />
    </tr>
  ) : null;

/** The list itself: only the rows in sight are in the document. */
export const CustomerTable = ({ list, ...sorting }: Props) => {
  const say = useText();
  const scroll = useRef<HTMLElement>(null);
  const [top, setTop] = useState(300);
  const count = list.head ? list.total : 12;
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const rowHeight = isPhone ? TALL_ROW_HEIGHT : ROW_HEIGHT;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a phone that is turned has rows of another height.
  useLayoutEffect(() => virtual.measure(), [rowHeight]);
  const rows = virtual.getVirtualItems();
  const first = rows.at(0);
  const last = rows.at(-1);

  const { show } = list;
  const { has_demo, newest_fact_on } = useStatus();
  const { chosen } = useAsOf();
  const isThere = list.head !== undefined;
  useEffect(() => {
    if (first && last) show(first.index, last.index);
  });
  const router = useRouter();
  const firstRow = list.rowAt(0)?.id;
  // The script of a customer's page is there before the first click.
  useEffect(() => {
    if (firstRow === undefined) return;
    const params = { account: accountPath(firstRow) };
    void router.preloadRoute({ to: '/customers/$account', params });
    void router.preloadRoute({ to: '/customers/$account/why', params });
  }, [router, firstRow]);
  // Another filter or order is another list, which is read from its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what the effect waits for.
  useEffect(() => {
    void scroll.current?.scrollTo({ top: 0 });
  }, [list.filterKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above moves when totals come or a banner goes.
  useLayoutEffect(() => {
    const measure = () =>
      setTop((scroll.current?.getBoundingClientRect().top ?? 0) + window.scrollY + BELOW_LIST);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [isThere, has_demo, newest_fact_on, chosen, list.filterKey]);

  return (
    <section
      ref={scroll}
      className="list-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
      tabIndex={0}
      aria-label={say('customers.list')}
      style={{ '--list-top': `${top}px`, '--row-height': `${rowHeight}px` }}
    >
      <table className="list" aria-rowcount={count + 1} aria-busy={list.isStale}>
        <TableHead {...sorting} />
        <tbody style={{ opacity: list.isStale ? 0.55 : 1 }}>
          <Spacer height={first?.start ?? 0} />
          <RowLinksProvider>
            {rows.map(({ index, key }) => {
              const row = list.rowAt(index);
              return row ? (
                <CustomerRow
                  key={key}
                  row={row}
                  index={index}
                  nKpis={list.head?.n_kpis ?? 0}
                  today={list.head?.as_of ?? ''}
                  freshness={list.freshnessAt(index)}
                />
              ) : (
                <tr key={key} aria-rowindex={index + 2}>
                  <td>
                    <Skeleton h={16} aria-hidden />
                  </td>
                </tr>
              );
            })}
          </RowLinksProvider>
          <Spacer height={virtual.getTotalSize() - (last?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  );
};
