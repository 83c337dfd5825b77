import { queryOptions } from '@tanstack/react-query';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';

const versionsKey = ['versions'] as const;

export const versionsQuery = queryOptions({
  queryKey: [...versionsKey, 'list'],
  queryFn: ({ signal }) => call('version.list', {}, signal),
});

export const versionQuery = (id: number) =>
  queryOptions({
    queryKey: [...versionsKey, id],
    queryFn: ({ signal }) => call('version.read', { params: { version: String(id) } }, signal),
  });

export const backtestsKey = [...factsKey, 'backtest'] as const;

const whileMakingMs = 700;

/** What was made of two versions, and whether one is being made. */
export const backtestQuery = (before: number, after: number) =>
  queryOptions({
    queryKey: [...backtestsKey, before, after],
    queryFn: ({ signal }) =>
      call('version.backtest', { query: { before: String(before), after: String(after) } }, signal),
    refetchInterval: ({ state }) => (state.data?.job ? whileMakingMs : false),
  });

/** Megabytes in a large company: kept while the designer is open. */
export const portfolioQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: [...factsKey, 'portfolio', asOf],
    queryFn: ({ signal }) =>
      call('portfolio.readings', { query: asOf === undefined ? {} : { as_of: asOf } }, signal),
    staleTime: 300_000,
  });

/** Apart from the readings, which need not wait for it. */
export const sourcesQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: [...factsKey, 'portfolio', 'sources', asOf],
    queryFn: ({ signal }) =>
      call('portfolio.sources', { query: asOf === undefined ? {} : { as_of: asOf } }, signal),
    staleTime: 300_000,
  });
