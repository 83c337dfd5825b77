/** What was edited, step by step; `present` is what counts. */
export interface Edits<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the newest step changed, and when: moving the same slider on is the same step. */
  readonly last: { readonly key: string; readonly at: number } | null;
}

/** A pause after which moving the same thing again is a step of its own. */
const STEP_PAUSE_MS = 1000;
const MOST_STEPS = 200;

export const editsOf = <T>(present: T): Edits<T> => ({
  past: [],
  present,
  future: [],
  last: null,
});

/** `key` names what is changed, `at` is the time in milliseconds. */
export function edit<T>(edits: Edits<T>, present: T, key: string, at: number): Edits<T> {
  if (Object.is(present, edits.present)) return edits;
  const isSameStep = edits.last?.key === key && at - edits.last.at < STEP_PAUSE_MS;
  const past = isSameStep ? edits.past : [...edits.past, edits.present].slice(-MOST_STEPS);
  return { past, present, future: [], last: { key, at } };
}

export function undo<T>(edits: Edits<T>): Edits<T> {
  const before = edits.past.at(-1);
  if (before === undefined) return edits;
  return {
    past: edits.past.slice(0, -1),
    present: before,
    future: [edits.present, ...edits.future],
    last: null,
  };
}

export function redo<T>(edits: Edits<T>): Edits<T> {
  const [next, ...future] = edits.future;
  if (next === undefined) return edits;
  return { past: [...edits.past, edits.present], present: next, future, last: null };
}
