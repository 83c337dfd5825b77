import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Action } from '../../api/contract/action.ts';
import { useUndoKeys } from '../designer/use-undo-keys.ts';
import { useFormats, useText } from '../text/text.ts';
import { type Decision, useDecide } from './action-queries.ts';

/** What was decided a moment ago, and the way back; or why it was not. */
export type Decided =
  | (Undoable & { kind: Decision['kind'] })
  | { kind: 'refused'; title: Action['title']; reason: string };

interface Undoable {
  account: string;
  rule: string;
  decision: number;
  title: Action['title'];
}

const messages: Record<Decided['kind'], string> = {
  take: 'actions.decided.take',
  give_back: 'actions.decided.give_back',
  finish: 'actions.decided.finish',
  dismiss: 'actions.decided.dismiss',
  snooze: 'actions.decided.snooze',
  wake: 'actions.decided.wake',
  undo: 'actions.decided.undo',
  refused: 'actions.decided.refused',
};

interface Props {
  /** Null: nothing yet. */
  decided: Decided | null;
  onUndone: (undone: Decided) => void;
}

/** Stays in sight until the next decision; ⌘ or Ctrl with Z undoes too. */
export const DecidedNote = ({ decided, onUndone }: Props) => {
  const say = useText();
  const formats = useFormats();
  const note = useRef<HTMLDivElement>(null);
  const undoable =
    decided === null || decided.kind === 'undo' || decided.kind === 'refused' ? null : decided;
  const undoing = useDecide(undoable?.account ?? '', {
    onDecided: () => undoable !== null && onUndone({ ...undoable, kind: 'undo' }),
    onRefused: (reason) =>
      undoable !== null && onUndone({ kind: 'refused', title: undoable.title, reason }),
  });
  const undo =
    undoable === null || undoing.isPending
      ? null
      : () => {
          const { rule, decision } = undoable;
          undoing.mutate({ kind: 'undo', rule, decision });
        };
  useUndoKeys({ undo, redo: null });
  useEffect(() => {
    // What had the focus has gone from the list.
    if (decided !== null)
      (note.current?.querySelector('button') ?? note.current)?.focus({ preventScroll: true });
  }, [decided]);
  return (
    <div role="status" className="decided" ref={note} tabIndex={-1}>
      {decided !== null && (
        <Group gap="xs" className="banner">
          <Text size="sm" {...(decided.kind === 'refused' && { c: 'error' })}>
            {say(messages[decided.kind], {
              title: decided.title[formats.locale],
              reason: decided.kind === 'refused' ? decided.reason : '',
            })}
          </Text>
          {undoable !== null && (
            <Button
              size="compact-sm"
              variant="default"
              loading={undoing.isPending}
              onClick={() => undo?.()}
            >
              {say('actions.undo')}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
};
