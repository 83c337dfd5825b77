import { useWindowEvent } from '@mantine/hooks';
import type { Draft } from './use-draft.ts';

/** Fields that are typed into undo by themselves. */
const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && target.type !== 'range');

/** ⌘ or Ctrl with Z undoes, with Shift+Z or Y does it again. */
export function useUndoKeys({ undo, redo }: Pick<Draft, 'undo' | 'redo'>): void {
  useWindowEvent('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || isTypedInto(event.target)) return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (key !== 'z' && !isRedo) return;
    event.preventDefault();
    if (isRedo) redo?.();
    else undo?.();
  });
}
