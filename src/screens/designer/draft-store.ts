import type { Version } from '../../api/contract/version.ts';
import type { ScoringModel } from '../../scoring/model.ts';

/** Changes that are not saved wait in the browser, so that closing the tab loses nothing. */
const keyOf = (version: number): string => `hale-designer-${version}`;

/** The stored model that changes began with. */
export type Begun = Pick<Version, 'model' | 'revision'>;

interface Kept {
  /** The stored model that the changes began with, as text, and how often it had been saved. */
  from: string;
  revision: number;
  model: ScoringModel;
}

/**
 * What was kept for a version, and what it began with; null without anything, and where the stored model reads otherwise
 * though nobody has saved it since: a newer Hale has another form of it.
 */
export function keptDraft({
  id,
  model: saved,
  revision,
}: Version): { begun: Begun; model: ScoringModel } | null {
  const text = localStorage.getItem(keyOf(id));
  if (text === null) return null;
  // Only keepDraft writes here.
  const kept: Kept = JSON.parse(text);
  if (kept.from === JSON.stringify(saved)) {
    return { begun: { model: saved, revision }, model: kept.model };
  }
  if (!(kept.revision < revision)) return null;
  return { begun: { model: JSON.parse(kept.from), revision: kept.revision }, model: kept.model };
}

export function keepDraft(version: number, begun: Begun, model: ScoringModel): void {
  const from = JSON.stringify(begun.model);
  const kept: Kept = { from, revision: begun.revision, model };
  if (from === JSON.stringify(model)) forgetDraft(version);
  else localStorage.setItem(keyOf(version), JSON.stringify(kept));
}

export const forgetDraft = (version: number): void => localStorage.removeItem(keyOf(version));

export const hasKeptDraft = (version: number): boolean =>
  localStorage.getItem(keyOf(version)) !== null;
