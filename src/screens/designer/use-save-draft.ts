import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Version } from '../../api/contract/version.ts';
import { call } from '../server/call.ts';
import { versionQuery, versionsQuery } from './designer-queries.ts';
import { forgetDraft } from './draft-store.ts';
import type { Draft } from './use-draft.ts';

export interface SaveDraft {
  /** Stores the model and opens the draft that holds it. */
  save: () => Promise<void>;
  /** Stores the model; the number of the draft that holds it. */
  store: () => Promise<number>;
  /** Works on from a stored draft. */
  open: (draft: number) => Promise<void>;
  /** Throws a stored draft away. */
  remove: () => void;
  isBusy: boolean;
  error: Error | null;
}

/** Stores what is worked on: in its draft, or in a new one where it began with a published version. */
export function useSaveDraft(version: Version, { model, isChanged }: Draft): SaveDraft {
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/designer' });
  const { id, state, author, note } = version;
  // A second try after a failed publication fills the draft of the first.
  const made = useRef<number | null>(state === 'draft' ? id : null);
  const open = (draft: string | undefined) =>
    navigate({ search: (was) => ({ ...was, version: draft }), replace: true, resetScroll: false });

  const storing = useMutation({
    mutationFn: async () => {
      // A published version as it stands needs no draft.
      if (state !== 'draft' && !isChanged) return version;
      if (made.current === null) {
        return call('version.create', { body: { model, based_on: id } });
      }
      if (state === 'draft' && !isChanged) return version;
      const params = { version: String(made.current) };
      return call('version.save', { params, body: { model, author, note } });
    },
    onSuccess: async (stored) => {
      if (stored.state === 'draft') made.current = stored.id;
      forgetDraft(id);
      client.setQueryData(versionQuery(stored.id).queryKey, stored);
      await client.invalidateQueries({ queryKey: versionsQuery.queryKey });
    },
  });
  const removing = useMutation({
    mutationFn: () => call('version.discard', { params: { version: String(id) } }),
    onSuccess: async () => {
      forgetDraft(id);
      await open(undefined);
      await client.invalidateQueries({ queryKey: versionsQuery.queryKey });
    },
  });
  const store = async () => (await storing.mutateAsync()).id;
  return {
    save: async () => {
      const stored = await store();
      if (stored !== id) await open(String(stored));
    },
    store,
    open: (draft) => open(String(draft)),
    remove: () => removing.mutate(),
    isBusy: storing.isPending || removing.isPending,
    error: storing.error ?? removing.error,
  };
}
