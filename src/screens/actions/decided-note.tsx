import { Button, Group, Text } from '@mantine/core';
import type { Action } from '../../api/contract/action.ts';
import { useFormats, useText } from '../text/text.ts';
import { useDecide } from './action-queries.ts';

/** What was decided a moment ago, and the way back. */
export interface Decided {
  account: string;
  rule: string;
  firedOn: string;
  title: Action['title'];
}

interface Props {
  decided: Decided;
  onUndone: () => void;
}

export const DecidedNote = ({ decided, onUndone }: Props) => {
  const say = useText();
  const formats = useFormats();
  const undoing = useDecide(decided.account);
  const { rule, firedOn, title } = decided;
  return (
    <Group gap="xs" role="status" className="banner" mb="sm">
      <Text size="sm">{say('actions.decided', { title: title[formats.locale] })}</Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={undoing.isPending}
        onClick={() => undoing.mutate({ kind: 'undo', rule, firedOn }, { onSuccess: onUndone })}
      >
        {say('actions.undo')}
      </Button>
      {undoing.isError && (
        <Text c="error" size="sm" role="alert">
          {say('actions.failed', { reason: undoing.error.message })}
        </Text>
      )}
    </Group>
  );
};
