import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Band } from '../app/search-words.ts';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';

/** The week that ends on the day shown, and the 52 before it. */
export const bandHistoryQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: [...factsKey, 'band-history', asOf],
    queryFn: ({ signal }) =>
      call('portfolio.band_history', { query: asOf === undefined ? {} : { as_of: asOf } }, signal),
    staleTime: 60_000,
  });

const pageRows = 100;

/** Who stood in a band at the end of a day. */
export const bandMembersQuery = (day: string, band: Band) =>
  infiniteQueryOptions({
    queryKey: [...factsKey, 'band-members', day, band],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam: offset }) =>
      call(
        'portfolio.band_members',
        { query: { as_of: day, band, offset, limit: pageRows } },
        signal,
      ),
    getNextPageParam: ({ total, rows }, _pages, offset) =>
      offset + rows.length < total ? offset + rows.length : undefined,
  });
