import { useLingui } from '@lingui/react';
import { Button, Group, Menu } from '@mantine/core';
import type { Action, DismissReason } from '../../api/contract/action.ts';
import { Dropdown } from '../components/dropdown.tsx';
import { localeOf } from '../text/locale.ts';
import { useText } from '../text/text.ts';
import type { Decision } from './action-queries.ts';
import { dismissMessages } from './action-words.ts';
import { SnoozeButton } from './snooze-button.tsx';
import { TaskForm } from './task-form.tsx';

const reasons = Object.keys(dismissMessages) as DismissReason[];

interface Props {
  action: Action;
  today: string;
  isBusy: boolean;
  onDecide: (decision: Decision) => void;
}

/** What can be done with an open action. */
export const ActionButtons = ({ action, today, isBusy, onDecide }: Props) => {
  const say = useText();
  const title = action.title[localeOf(useLingui().i18n.locale)];
  const { rule } = action;
  return (
    <Group gap={6} mt={6}>
      {action.state === 'suggested' && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          aria-label={say('actions.take.of', { title })}
          onClick={() => onDecide({ kind: 'take', rule })}
        >
          {say('actions.take')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy}
        aria-label={say('actions.finish.of', { title })}
        onClick={() => onDecide({ kind: 'finish', rule })}
      >
        {say('actions.finish')}
      </Button>
      <Menu position="bottom-start" withinPortal={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            aria-label={say('actions.dismiss.of', { title })}
          >
            {say('actions.dismiss')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{say('actions.dismiss.why')}</Menu.Label>
          {reasons.map((reason) => (
            <Menu.Item key={reason} onClick={() => onDecide({ kind: 'dismiss', rule, reason })}>
              {say(dismissMessages[reason])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {action.state === 'suggested' && !action.is_alternative && (
        <SnoozeButton {...{ action, today, isBusy, onDecide }} />
      )}
      {action.state === 'task' && action.taken_on !== null && (
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={isBusy}
          aria-label={say('actions.give_back.of', { title })}
          onClick={() => onDecide({ kind: 'give_back', rule })}
        >
          {say('actions.give_back')}
        </Button>
      )}
      {action.state === 'task' && (
        <Dropdown
          label={say('actions.task.change.of', { title })}
          place="below"
          button={({ opened, toggle }) => (
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={isBusy}
              aria-expanded={opened}
              aria-label={say('actions.task.change.of', { title })}
              onClick={toggle}
            >
              {say('actions.task.change')}
            </Button>
          )}
        >
          {(close) => (
            <TaskForm
              action={action}
              onSave={(task) => {
                onDecide({ kind: 'take', rule, ...task });
                close();
              }}
            />
          )}
        </Dropdown>
      )}
    </Group>
  );
};
