import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Input } from './call.ts';

type AsOf = string | undefined;

const asOfQuery = (asOf: AsOf) => ({ query: asOf === undefined ? {} : { as_of: asOf } });

const fresh = (account: string, asOf: AsOf) => ({ params: { account }, ...asOfQuery(asOf) });

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => call('status.read', {}, signal),
  refetchInterval: ({ state: { data } }) => {
    const isSettled = data === undefined || !data.has_data || data.newest_fact_on !== null;
    return data?.running_jobs.length || !isSettled ? 1500 : 60_000;
  },
});

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => call('job.list', {}, signal),
  refetchInterval: ({ state }) =>
    state.data?.jobs.some((job) => job.state === 'running' || job.state === 'queued')
      ? 700
      : 30_000,
});

/** Everything that depends on facts; thrown away when a job has ended. */
export const factsKey = ['facts'] as const;

export type ListFilter = Omit<Input<'account.list'>['query'], 'offset' | 'limit'>;

export const accountPageQuery = (filter: ListFilter, offset: number, limit: number) =>
  queryOptions({
    queryKey: [...factsKey, 'accounts', filter, offset, limit],
    queryFn: ({ signal }) => call('account.list', { query: { ...filter, offset, limit } }, signal),
    staleTime: 30_000,
  });

export const customKpisQuery = queryOptions({
  queryKey: [...factsKey, 'custom-kpis'],
  queryFn: ({ signal }) => call('custom_kpi.list', {}, signal),
});

/** By Hale's own number, of the accounts of a page. */
export const freshnessQuery = (accounts: readonly number[], asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'freshness', accounts, asOf],
    queryFn: ({ signal }) =>
      call('freshness.read', { query: { accounts: accounts.join(','), as_of: asOf } }, signal),
    staleTime: 30_000,
    enabled: accounts.length > 0,
  });

export const filterValuesQuery = queryOptions({
  queryKey: [...factsKey, 'filter-values'],
  queryFn: ({ signal }) => call('filter.values', {}, signal),
  staleTime: 60_000,
});

export const accountQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'account', account, asOf],
    queryFn: ({ signal }) => call('account.read', fresh(account, asOf), signal),
  });

export const healthQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'health', account, asOf],
    queryFn: ({ signal }) => call('account.health', fresh(account, asOf), signal),
  });

export const historyQuery = (account: string, from: string, to: string) =>
  queryOptions({
    queryKey: [...factsKey, 'history', account, from, to],
    queryFn: ({ signal }) =>
      call('account.history', { params: { account }, query: { from, to } }, signal),
  });

export const kpiRowsQuery = (account: string, kpi: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'rows', account, kpi, asOf],
    queryFn: ({ signal }) =>
      call('account.kpi_rows', { params: { account, kpi }, ...asOfQuery(asOf) }, signal),
  });

/** How new the facts behind each KPI are, and who delivered them. */
export const kpiFactsQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'kpi-facts', account, asOf],
    queryFn: ({ signal }) => call('account.kpi_facts', fresh(account, asOf), signal),
  });

export const groupQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'group', account, asOf],
    queryFn: ({ signal }) => call('account.group', fresh(account, asOf), signal),
  });

export const overridesQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'overrides', account, asOf],
    queryFn: ({ signal }) => call('account.overrides', fresh(account, asOf), signal),
  });

export const actionsQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'actions', account, asOf],
    queryFn: ({ signal }) => call('account.actions', fresh(account, asOf), signal),
  });

export const timelineQuery = (account: string, asOf: AsOf, kinds: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...factsKey, 'timeline', account, asOf, kinds],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) =>
      call(
        'account.timeline',
        {
          params: { account },
          query: { as_of: asOf, kinds, ...(cursor === '' ? {} : { cursor }) },
        },
        signal,
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const moneyQuery = (account: string, asOf: AsOf) =>
  queryOptions({
    queryKey: [...factsKey, 'money', account, asOf],
    queryFn: ({ signal }) => call('account.money', fresh(account, asOf), signal),
  });

export const quarantineQuery = (
  filter: {
    file?: string;
    reason?: string;
    account?: number;
    facts?: string;
    state: 'open' | 'discarded';
  },
  offset: number,
) =>
  queryOptions({
    queryKey: [...factsKey, 'quarantine', filter, offset],
    queryFn: ({ signal }) =>
      call('quarantine.list', { query: { ...filter, offset, limit: 100 } }, signal),
    placeholderData: keepPreviousData,
  });

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call('settings.read', {}, signal),
});
