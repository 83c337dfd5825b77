import { queryOptions } from '@tanstack/react-query';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';
import { type ProofSearch, usualHorizon } from './proof-search.ts';

const whileMakingMs = 700;

export const proofQuery = ({ horizon = usualHorizon, from, to }: ProofSearch) =>
  queryOptions({
    queryKey: [...factsKey, 'proof', horizon, from, to],
    queryFn: ({ signal }) =>
      call(
        'proof.read',
        {
          query: {
            horizon_days: Number(horizon),
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          },
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
