import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Version } from '../../api/contract/version.ts';
import type { ScoringModel } from '../../scoring/model.ts';
import { type Edits, edit, editsOf, redo, undo } from './draft-edits.ts';
import { forgetDraft, keepDraft, keptDraft } from './draft-store.ts';

/** `key` names what is changed, so that moving one slider on is one step to undo. */
export type ChangeModel = (key: string, change: (was: ScoringModel) => ScoringModel) => void;

export interface Draft {
  model: ScoringModel;
  /** Whether it differs from what is stored. */
  isChanged: boolean;
  /** Whether changes of an earlier visit were found. */
  isRestored: boolean;
  change: ChangeModel;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Back to what is stored. */
  discard: () => void;
  /** Lets go of what the browser keeps, once it is stored. */
  forget: () => void;
}

const KEEP_AFTER_MS = 400;

/** The model that is being worked on, step by step; one version's, whose `key` the component has to have. */
export function useDraft({ id, model: saved }: Version): Draft {
  const [kept] = useState(() => keptDraft(id, saved));
  const [edits, setEdits] = useState<Edits<ScoringModel>>(() => {
    const fresh = editsOf(saved);
    return kept === null ? fresh : edit(fresh, kept, 'restored', 0);
  });
  const { present: model } = edits;
  const isChanged = useMemo(
    () => model !== saved && JSON.stringify(model) !== JSON.stringify(saved),
    [model, saved],
  );

  useEffect(() => {
    const timer = setTimeout(() => keepDraft(id, saved, model), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, saved, model]);

  const change = useCallback<ChangeModel>(
    (key, how) => setEdits((was) => edit(was, how(was.present), key, Date.now())),
    [],
  );
  return {
    model,
    isChanged,
    isRestored: kept !== null && isChanged,
    change,
    undo: edits.past.length > 0 ? () => setEdits(undo) : null,
    redo: edits.future.length > 0 ? () => setEdits(redo) : null,
    discard: () => setEdits((was) => edit(was, saved, 'discarded', Date.now())),
    forget: () => forgetDraft(id),
  };
}
