import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Version } from '../../api/contract/version.ts';
import type { ScoringModel } from '../../scoring/model.ts';
import { type Edits, edit, editsOf, redo, undo } from './draft-edits.ts';
import { type Begun, forgetDraft, keepDraft, keptDraft } from './draft-store.ts';

/** `key` names what is changed, so that moving one slider on is one step to undo. */
export type ChangeModel = (key: string, change: (was: ScoringModel) => ScoringModel) => void;

export interface Draft {
  model: ScoringModel;
  /** Whether it differs from what it began with. */
  isChanged: boolean;
  /** Whether changes of an earlier visit were found. */
  isRestored: boolean;
  /** How often the draft had been saved when the changes began. */
  revision: number;
  /** Whether somebody else has saved it since. */
  isOvertaken: boolean;
  change: ChangeModel;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Back to what is stored, which may be what somebody else has saved. */
  discard: () => void;
  /** What was stored of one's own is what further changes begin with. */
  begin: (stored: Begun) => void;
  /** Has the browser keep it at once, as it does in a moment anyway. */
  keep: () => void;
  /** Lets go of what the browser keeps, once it is stored. */
  forget: () => void;
}

const KEEP_AFTER_MS = 400;

/** The model that is being worked on, step by step; one version's, whose `key` the component has to have. */
export function useDraft(version: Version): Draft {
  const { id, model: saved, revision } = version;
  const [kept] = useState(() => keptDraft(version));
  const [begun, setBegun] = useState<Begun>(kept?.begun ?? { model: saved, revision });
  const [edits, setEdits] = useState<Edits<ScoringModel>>(() => {
    const fresh = editsOf(begun.model);
    return kept === null ? fresh : edit(fresh, kept.model, 'restored', 0);
  });
  const { present: model } = edits;
  const isChanged = useMemo(
    () => model !== begun.model && JSON.stringify(model) !== JSON.stringify(begun.model),
    [model, begun],
  );
  const isOvertaken = revision > begun.revision;
  // Nothing is lost by showing what somebody else has saved.
  if (isOvertaken && !isChanged) {
    setBegun({ model: saved, revision });
    setEdits(editsOf(saved));
  }

  useEffect(() => {
    const timer = setTimeout(() => keepDraft(id, begun, model), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, begun, model]);

  const change = useCallback<ChangeModel>(
    (key, how) => setEdits((was) => edit(was, how(was.present), key, Date.now())),
    [],
  );
  return {
    model,
    isChanged,
    isRestored: kept !== null && isChanged,
    revision: begun.revision,
    isOvertaken,
    change,
    undo: edits.past.length > 0 ? () => setEdits(undo) : null,
    redo: edits.future.length > 0 ? () => setEdits(redo) : null,
    discard: () => {
      setBegun({ model: saved, revision });
      setEdits((was) => edit(was, saved, 'discarded', Date.now()));
    },
    begin: ({ model: stored, revision: times }) => setBegun({ model: stored, revision: times }),
    keep: () => keepDraft(id, begun, model),
    forget: () => forgetDraft(id),
  };
}
