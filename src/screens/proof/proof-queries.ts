import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';
import { type ProofSearch, usualHorizon } from './proof-search.ts';
import { queryOfRows, type RowFilter } from './row-filter.ts';

const whileMakingMs = 700;

/** What is asked of a backtest, as the API takes it. */
export const askedOf = ({ horizon = usualHorizon, from, to }: ProofSearch) => ({
  horizon_days: Number(horizon),
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

export const proofQuery = ({ horizon = usualHorizon, from, to }: ProofSearch) =>
  queryOptions({
    queryKey: [...factsKey, 'proof', horizon, from, to],
    queryFn: ({ signal }) =>
      call(
        'proof.read',
        {
          query: askedOf({ horizon, from, to }),
        },
        signal,
      ),
    refetchInterval: ({ state }) => (state.data?.job ? whileMakingMs : false),
  });

export const makeProof = ({
  horizon = usualHorizon,
  from = undefined,
  to = undefined,
}: ProofSearch) =>
  call('proof.make', {
    body: { horizon_days: Number(horizon), from: from ?? null, to: to ?? null },
  });

const pageRows = 200;

/** The rows behind a count, page by page. */
export const proofRowsQuery = ({ horizon, from, to }: ProofSearch, filter: RowFilter) =>
  infiniteQueryOptions({
    queryKey: [...factsKey, 'proof-rows', horizon, from, to, filter],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam: offset }) =>
      call(
        'proof.rows',
        {
          query: {
            ...askedOf({ horizon, from, to }),
            ...queryOfRows(filter),
            offset,
            limit: pageRows,
          },
        },
        signal,
      ),
    getNextPageParam: ({ n, rows }, _pages, offset) =>
      offset + rows.length < n ? offset + rows.length : undefined,
  });
