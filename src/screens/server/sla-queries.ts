import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Input } from './call.ts';
import { factsKey } from './queries.ts';

type AsOf = string | undefined;

const at = (asOf: AsOf) => (asOf === undefined ? {} : { as_of: asOf });

export const accountSlaQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'sla', account, asOf],
    queryFn: ({ signal }) => call('account.sla', { params: { account }, query: at(asOf) }, signal),
  });

export const slaBreachesQuery = (asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'sla-breaches', asOf],
    queryFn: ({ signal }) => call('sla.breaches', { query: at(asOf) }, signal),
  });

type WhatIf = Omit<Input<'sla.what_if'>['query'], 'as_of'>;

export const slaWhatIfQuery = (whatIf: WhatIf, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'sla-what-if', whatIf, asOf],
    queryFn: ({ signal }) => call('sla.what_if', { query: { ...whatIf, ...at(asOf) } }, signal),
    placeholderData: keepPreviousData,
  });
