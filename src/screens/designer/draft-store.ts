import type { ScoringModel } from '../../scoring/model.ts';

/** Changes that are not saved wait in the browser, so that closing the tab loses nothing. */
const keyOf = (version: number): string => `hale-designer-${version}`;

interface Kept {
  /** The stored model that the changes began with, as text. */
  from: string;
  model: ScoringModel;
}

/** What was kept for a version; null without anything, and where the version has become another one meanwhile. */
export function keptDraft(version: number, saved: ScoringModel): ScoringModel | null {
  const text = localStorage.getItem(keyOf(version));
  if (text === null) return null;
  // Only keepDraft writes here, and a model of another form would not have begun with the stored one.
  const kept: Kept = JSON.parse(text);
  return kept.from === JSON.stringify(saved) ? kept.model : null;
}

export function keepDraft(version: number, saved: ScoringModel, model: ScoringModel): void {
  const from = JSON.stringify(saved);
  const kept: Kept = { from, model };
  if (from === JSON.stringify(model)) forgetDraft(version);
  else localStorage.setItem(keyOf(version), JSON.stringify(kept));
}

export const forgetDraft = (version: number): void => localStorage.removeItem(keyOf(version));
