import { Button } from '@mantine/core';
import type { Action } from '../../api/contract/action.ts';
import { Dropdown } from '../components/dropdown.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { Decision } from './action-queries.ts';
import { isSnoozed } from './action-words.ts';
import { SnoozeForm } from './snooze-form.tsx';

interface Props {
  action: Action;
  today: string;
  isBusy: boolean;
  onDecide: (decision: Decision) => void;
}

/** Lets a suggestion rest until a day, or brings it back. */
export const SnoozeButton = ({ action, today, isBusy, onDecide }: Props) => {
  const say = useText();
  const { locale } = useFormats();
  const { rule } = action;
  const title = action.title[locale];
  if (isSnoozed(action, today)) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={isBusy}
        aria-label={say('actions.wake.of', { title })}
        onClick={() => onDecide({ kind: 'wake', rule })}
      >
        {say('actions.wake')}
      </Button>
    );
  }
  return (
    <Dropdown
      label={say('actions.snooze.of', { title })}
      place="below"
      button={({ opened, toggle }) => (
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={isBusy}
          aria-expanded={opened}
          aria-label={say('actions.snooze.of', { title })}
          onClick={toggle}
        >
          {say('actions.snooze')}
        </Button>
      )}
    >
      {(close) => (
        <SnoozeForm
          today={today}
          onSnooze={(until) => {
            onDecide({ kind: 'snooze', rule, until });
            close();
          }}
        />
      )}
    </Dropdown>
  );
};
