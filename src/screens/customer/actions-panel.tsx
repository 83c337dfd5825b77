import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action } from '../../api/contract/action.ts';
import { ActionLine } from '../actions/action-line.tsx';
import { useDecide } from '../actions/action-queries.ts';
import { dismissMessages } from '../actions/action-words.ts';
import { type Decided, DecidedNote } from '../actions/decided-note.tsx';
import { useAsOf } from '../app/as-of-day.ts';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { actionsQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

/** The server puts what gains most first; more than this nobody does in a day. */
const SHOWN_AT_FIRST = 5;

/** Done or dismissed lately, and the way back. */
const ClosedLine = ({ action, account }: { action: Action; account: string }) => {
  const say = useText();
  const formats = useFormats();
  const undoing = useDecide(account);
  const { rule, decision, closed_on: closedOn, dismiss_reason: reason } = action;
  const title = action.title[formats.locale];
  return (
    <li>
      <Text size="sm">
        {title} · {reason === null ? say('actions.state.done') : say(dismissMessages[reason])}
        {closedOn !== null && ` · ${formats.day(closedOn)}`}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={undoing.isPending || decision === null}
          aria-label={say('actions.undo.of', { title })}
          onClick={() => decision !== null && undoing.mutate({ kind: 'undo', rule, decision })}
        >
          {say('actions.undo')}
        </Button>
        {undoing.isError && (
          <Text c="error" size="sm" role="alert">
            {say('actions.failed', { reason: undoing.error.message })}
          </Text>
        )}
      </Group>
    </li>
  );
};

/** What to do next, each with the figure that fired it, and what was decided lately. */
export const ActionsPanel = ({ account }: { account: string }) => {
  const say = useText();
  const { chosen } = useAsOf();
  const [allShown, { open: showAll }] = useDisclosure(false);
  const [decided, setDecided] = useState<Decided | null>(null);
  const actions = useQuery(actionsQuery(account, chosen));
  if (actions.isPending) return <BlockSkeleton height={220} />;
  if (actions.isError) {
    return <Failed error={actions.error} onRetry={() => void actions.refetch()} />;
  }
  const { actions: list, closed, is_current: isOpen, as_of: today } = actions.data;
  const main = list.filter(({ is_alternative }) => !is_alternative);
  return (
    <Panel title={say('actions.title')}>
      <DecidedNote decided={decided} onUndone={setDecided} />
      {main.length === 0 ? (
        <Text c="dimmed">{say('actions.none')}</Text>
      ) : (
        <Stack component="ul" className="plain-list" gap="md">
          {main.slice(0, allShown ? main.length : SHOWN_AT_FIRST).map((action) => (
            <ActionLine
              key={action.rule}
              {...{ action, account, today, isOpen }}
              onDecided={setDecided}
              alternatives={list.filter(
                ({ is_alternative, kpi, band }) =>
                  is_alternative && kpi === action.kpi && band === action.band,
              )}
            />
          ))}
        </Stack>
      )}
      {main.length > SHOWN_AT_FIRST && !allShown && (
        <Button variant="default" size="compact-md" mt="md" onClick={showAll}>
          {say('actions.more', { n: main.length - SHOWN_AT_FIRST })}
        </Button>
      )}
      {!isOpen && (
        <Text size="sm" c="dimmed" mt="sm">
          {say('actions.past')}
        </Text>
      )}
      {closed.length > 0 && (
        <details className="cause">
          <summary>{say('actions.closed', { n: closed.length })}</summary>
          <Stack component="ul" className="plain-list" gap="sm">
            {closed.map((action) => (
              <ClosedLine key={`${action.rule}.${action.fired_on}`} {...{ action, account }} />
            ))}
          </Stack>
        </details>
      )}
    </Panel>
  );
};
