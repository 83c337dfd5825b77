import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  DismissReason,
  OutcomeRowFilter,
  RuleActionState,
  RuleDraft,
} from '../../api/contract/action.ts';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';

/** Under the facts, since every new fact may fire an action or end one. */
const actionsKey = [...factsKey, 'actions'] as const;
const rulesKey = [...factsKey, 'action-rules'] as const;

export const tasksQuery = (owner: string | undefined, offset: number) =>
  queryOptions({
    queryKey: [...actionsKey, 'tasks', owner, offset],
    queryFn: ({ signal }) => call('task.list', { query: { owner, offset } }, signal),
    placeholderData: keepPreviousData,
  });

export const rulesQuery = queryOptions({
  queryKey: rulesKey,
  queryFn: ({ signal }) => call('action_rule.list', {}, signal),
});

export const ruleActionsQuery = (rule: string, state: RuleActionState, offset: number) =>
  queryOptions({
    queryKey: [...actionsKey, 'of-rule', rule, state, offset],
    queryFn: ({ signal }) =>
      call('action_rule.actions', { params: { rule }, query: { state, offset } }, signal),
    placeholderData: keepPreviousData,
  });

export const outcomesQuery = (rule?: string) =>
  queryOptions({
    queryKey: [...rulesKey, 'outcomes', rule],
    queryFn: ({ signal }) =>
      call('action_rule.outcomes', { query: rule === undefined ? {} : { rule } }, signal),
    staleTime: 60_000,
  });

/** The accounts behind a count of an outcome, page by page. */
export const outcomeRowsQuery = (rule: string, filter: OutcomeRowFilter) =>
  infiniteQueryOptions({
    queryKey: [...rulesKey, 'outcome-rows', rule, filter],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam: offset }) =>
      call('action_rule.outcome_rows', { params: { rule }, query: { ...filter, offset } }, signal),
    getNextPageParam: ({ n, rows }, _pages, offset) =>
      offset + rows.length < n ? offset + rows.length : undefined,
  });

export const checkQuery = (draft: RuleDraft) =>
  queryOptions({
    queryKey: [...rulesKey, 'check', draft],
    queryFn: ({ signal }) => call('action_rule.check', { body: draft }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** What a person decides about an action of an account. */
export type Decision =
  | { kind: 'take'; rule: string; owner?: string | null; dueOn?: string }
  | { kind: 'give_back'; rule: string }
  | { kind: 'finish'; rule: string }
  | { kind: 'dismiss'; rule: string; reason: DismissReason }
  | { kind: 'snooze'; rule: string; until: string }
  | { kind: 'wake'; rule: string }
  | { kind: 'undo'; rule: string; decision: number };

/** `decision`: by which it can be undone; null where everything was so already. */
type Sent = { rule: string; decision: number | null };

const send = (account: string, decision: Decision): Promise<Sent> => {
  const params = { account, rule: decision.rule };
  switch (decision.kind) {
    case 'take': {
      const { owner, dueOn } = decision;
      const body = {
        ...(owner === undefined ? {} : { owner }),
        ...(dueOn === undefined ? {} : { due_on: dueOn }),
      };
      return call('action.take', { params, body });
    }
    case 'give_back':
      return call('action.give_back', { params, body: {} });
    case 'finish':
      return call('action.finish', { params, body: {} });
    case 'dismiss':
      return call('action.dismiss', { params, body: { reason: decision.reason } });
    case 'snooze':
      return call('action.snooze', { params, body: { until: decision.until } });
    case 'wake':
      return call('action.snooze', { params, body: { until: null } });
    case 'undo':
      return call('action.undo', { params, body: { decision: decision.decision } });
  }
};

interface Told {
  onDecided?: (kind: Decision['kind'], sent: Sent) => void;
  onRefused?: (reason: string) => void;
}

/**
 * Decides about the actions of an account; every list of actions is asked for again. It is told even where what was
 * decided about has gone from the list by then.
 */
export const useDecide = (account: string, { onDecided, onRefused }: Told = {}) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) => send(account, decision),
    onSuccess: (sent, { kind }) => onDecided?.(kind, sent),
    onError: ({ message }) => onRefused?.(message),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: actionsKey }),
        client.invalidateQueries({ queryKey: rulesKey }),
      ]),
  });
};

/** Stores a rule (null: a new one), and answers with its id. */
export const useSaveRule = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, draft }: { id: string | null; draft: RuleDraft }) =>
      id === null
        ? call('action_rule.create', { body: draft })
        : call('action_rule.write', { params: { rule: id }, body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: factsKey }),
  });
};

export const useResetRule = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: string) => call('action_rule.reset', { params: { rule } }),
    onSuccess: () => client.invalidateQueries({ queryKey: factsKey }),
  });
};

export const useSaveBudget = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (perDay: number) => call('action_rule.budget', { body: { per_day: perDay } }),
    onSuccess: () => client.invalidateQueries({ queryKey: factsKey }),
  });
};
