import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Version } from '../../api/contract/version.ts';
import { CallFailed, call } from '../server/call.ts';
import { versionQuery, versionsQuery } from './designer-queries.ts';
import { forgetDraft } from './draft-store.ts';
import type { Draft } from './use-draft.ts';

type Stored = Pick<Version, 'id' | 'revision'>;

export interface SaveDraft {
  /** Stores the model and opens the draft that holds it. */
  save: () => Promise<void>;
  /** Stores the model in a draft of its own, beside the one that somebody else has saved, published or thrown away. */
  saveApart: () => Promise<void>;
  /** Stores the model; the draft that holds it. */
  store: () => Promise<Stored>;
  /** Works on from a stored draft. */
  open: (draft: number) => Promise<void>;
  /** Throws a stored draft away. */
  remove: () => void;
  isBusy: boolean;
  error: Error | null;
  /** Whether the draft was saved, published or thrown away by somebody else meanwhile. */
  isRefused: boolean;
}

/** Stores what is worked on: in its draft, or in a new one where it began with a published version. */
export function useSaveDraft(version: Version, draft: Draft): SaveDraft {
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/designer' });
  const { id, state, author, note, based_on } = version;
  const { model, isChanged, revision } = draft;
  // A second try after a failed publication fills the draft of the first.
  const made = useRef<Stored | null>(null);
  const open = (opened: string | undefined) => {
    forgetDraft(id);
    return navigate({
      search: (was) => ({ ...was, version: opened }),
      replace: true,
      resetScroll: false,
    });
  };

  const storing = useMutation({
    mutationFn: async ({ isApart }: { isApart: boolean }) => {
      if (isApart) return call('version.create', { body: { model, author, note, based_on } });
      // A published version as it stands needs no draft.
      if (!isChanged) return version;
      // Until the new draft is opened, this one stays on the screen, whatever others publish.
      draft.keep();
      const known = state === 'draft' ? { id, revision } : made.current;
      if (known === null) return call('version.create', { body: { model, based_on: id } });
      return call('version.save', {
        params: { version: String(known.id) },
        body: { model, author, note, revision: known.revision },
      });
    },
    onSuccess: async (stored) => {
      if (stored.state === 'draft') made.current = stored;
      if (stored.id === id) {
        draft.begin(stored);
        forgetDraft(id);
      }
      client.setQueryData(versionQuery(stored.id).queryKey, stored);
      await client.invalidateQueries({ queryKey: versionsQuery.queryKey });
    },
    onError: () => client.invalidateQueries({ queryKey: versionsQuery.queryKey.slice(0, 1) }),
  });
  const removing = useMutation({
    mutationFn: () => call('version.discard', { params: { version: String(id) } }),
    onSuccess: async () => {
      await open(undefined);
      await client.invalidateQueries({ queryKey: versionsQuery.queryKey });
    },
  });
  const store = () => storing.mutateAsync({ isApart: false });
  const storedIn = async (stored: Stored) => {
    if (stored.id !== id) await open(String(stored.id));
  };
  return {
    save: async () => storedIn(await store()),
    saveApart: async () => storedIn(await storing.mutateAsync({ isApart: true })),
    store,
    open: (opened) => open(String(opened)),
    remove: () => removing.mutate(),
    isBusy: storing.isPending || removing.isPending,
    error: storing.error ?? removing.error,
    isRefused:
      storing.error instanceof CallFailed && storing.error.problem.status === 409 && isChanged,
  };
}
