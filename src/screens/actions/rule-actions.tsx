import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ActionRule, RuleActionState, RuleActions } from '../../api/contract/action.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { NoData } from '../components/nothing.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { ruleActionsQuery } from './action-queries.ts';
import { dismissMessages, firedReading, stateMessages } from './action-words.ts';

const PAGE_ROWS = 50;

type Row = RuleActions['actions'][number];

/** What became of it, and when. */
const useEnd = () => {
  const say = useText();
  const formats = useFormats();
  return ({ state, closed_on: closedOn, dismiss_reason: reason }: Row): string => {
    const end = reason === null ? say(stateMessages[state]) : say(dismissMessages[reason]);
    return closedOn === null ? end : `${end} · ${formats.day(closedOn)}`;
  };
};

/** The customers behind one of a rule's counts. */
export const RuleActionsTable = ({ rule, state }: { rule: ActionRule; state: RuleActionState }) => {
  const say = useText();
  const formats = useFormats();
  const end = useEnd();
  const [offset, setOffset] = useState(0);
  const list = useQuery(ruleActionsQuery(rule.id, state, offset));
  if (list.isPending) return <BlockSkeleton height={200} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const { n, actions } = list.data;
  if (n === 0) return <Text>{say('rules.actions.none')}</Text>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
      <section className="rows-scroll rules" tabIndex={0} aria-label={say('rules.actions.list')}>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{say('rules.actions.customer')}</th>
              <th scope="col">{say('actions.cause.day')}</th>
              <th scope="col" className="right">
                {say('actions.cause.reading')}
              </th>
              <th scope="col" className="right">
                {say('actions.cause.score')}
              </th>
              <th scope="col">{say('actions.owner')}</th>
              <th scope="col">{say('rules.actions.end')}</th>
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr key={`${action.account.id} ${action.fired_on}`}>
                <th scope="row">
                  <Link
                    to="/customers/$account"
                    params={{ account: accountPath(action.account.id) }}
                    className="opens"
                  >
                    {action.account.name}
                  </Link>
                </th>
                <td data-label={say('actions.cause.day')}>
                  {action.fired_on !== null && formats.day(action.fired_on)}
                </td>
                <td className="right num" data-label={say('actions.cause.reading')}>
                  {firedReading(formats, action) ?? <NoData reason={say('rules.kpi.none')} />}
                </td>
                <td className="right num" data-label={say('actions.cause.score')}>
                  {action.score === null ? (
                    <NoData reason={say('rules.kpi.none')} />
                  ) : (
                    formats.score(action.score)
                  )}
                </td>
                <td data-label={say('actions.owner')}>
                  {action.owner ?? say('actions.owner.nobody')}
                </td>
                <td data-label={say('rules.actions.end')}>{end(action)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {n > PAGE_ROWS && (
        <Group gap="xs" mt="sm">
          <Button
            size="compact-md"
            variant="default"
            disabled={offset === 0}
            onClick={() => setOffset(offset - PAGE_ROWS)}
          >
            {say('page.previous')}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            disabled={offset + actions.length >= n}
            onClick={() => setOffset(offset + PAGE_ROWS)}
          >
            {say('page.next')}
          </Button>
        </Group>
      )}
    </>
  );
};
