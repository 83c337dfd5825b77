import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ScoreChange } from '../../api/contract/change.ts';
import type { Exception } from '../../scoring/exceptions.ts';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';

/** Two days, the earlier one first. */
export interface Span {
  from: string;
  to: string;
}

export const changeQuery = (account: string, span: Span) =>
  queryOptions({
    queryKey: [...factsKey, 'change', account, span],
    queryFn: ({ signal }) =>
      call('account.change', { params: { account }, query: { ...span } }, signal),
    placeholderData: keepPreviousData,
  });

export const changeRowsQuery = (account: string, kpi: string, span: Span) =>
  queryOptions({
    queryKey: [...factsKey, 'change-rows', account, kpi, span],
    queryFn: ({ signal }) =>
      call('account.change_rows', { params: { account, kpi }, query: { ...span } }, signal),
  });

type Exceptions = ScoreChange['scoring']['exceptions'];

/** Caps with their rules read. What reads rules weighs much, so it is loaded only where there is one. */
export const capsQuery = (exceptions: Exceptions) =>
  queryOptions({
    queryKey: ['caps', exceptions],
    queryFn: async (): Promise<Exception[]> => {
      if (exceptions.length === 0) return [];
      const { parseRule } = await import('../../scoring/rule-parse.ts');
      return exceptions.flatMap(({ rule: text, at_most: atMost, reason }) => {
        const parsed = parseRule(text, null);
        return parsed.ok ? [{ rule: parsed.rule, atMost, reason }] : [];
      });
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
