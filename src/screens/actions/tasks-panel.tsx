import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Task, TaskList } from '../../api/contract/action.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { useStatus } from '../app/status.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { ActionLine } from './action-line.tsx';
import { tasksQuery } from './action-queries.ts';
import type { ActionsSearch } from './actions-search.ts';
import { type Decided, DecidedNote } from './decided-note.tsx';

const PAGE_ROWS = 20;
const NOBODY = '-';

interface ListProps {
  title: string;
  tasks: readonly Task[];
  list: TaskList;
  onDecided: (decided: Decided) => void;
}

/** Actions under the name of their customer, in the order in which they come first. */
const Tasks = ({ title, tasks, list, onDecided }: ListProps) => {
  const formats = useFormats();
  const say = useText();
  if (tasks.length === 0) return null;
  const byAccount = Map.groupBy(tasks, ({ account }) => account.id);
  return (
    <Panel title={title}>
      {[...byAccount].map(([id, ofAccount]) => (
        <section key={id} className="customer-tasks">
          <Title order={3} size="h5">
            <Link to="/customers/$account" params={{ account: accountPath(id) }} className="opens">
              {ofAccount[0]?.account.name}
            </Link>
            {ofAccount[0]?.mrr != null && (
              <Text span size="sm" c="dimmed">
                {' '}
                {say('tasks.mrr', { mrr: formats.amount(ofAccount[0].mrr, list.currency) })}
              </Text>
            )}
          </Title>
          <Stack component="ul" className="plain-list" gap="md">
            {ofAccount.map((task) => (
              <ActionLine
                key={task.rule}
                action={task}
                account={accountPath(id)}
                today={list.as_of}
                isOpen
                onDecided={onDecided}
              />
            ))}
          </Stack>
        </section>
      ))}
    </Panel>
  );
};

/** What of the day is overdue, due, has fallen since, and is suggested. */
const sectionsOf = ({ today, as_of: day }: TaskList) => {
  const isDue = ({ state, due_on }: Task) => state === 'task' && due_on !== null && due_on <= day;
  return {
    overdue: today.filter((task) => isDue(task) && task.due_on !== day),
    dueToday: today.filter((task) => isDue(task) && task.due_on === day),
    fallen: today.filter((task) => !isDue(task) && task.fallen !== null),
    others: today.filter((task) => !isDue(task) && task.fallen === null),
  };
};

/** One person's day, or everybody's: what is due, what is suggested, and what waits. */
export const TasksPanel = () => {
  const say = useText();
  const formats = useFormats();
  const { has_data } = useStatus();
  const { chosen } = useAsOf();
  const { owner, page = '1' } = useSearch({ from: '/actions' });
  const navigate = useNavigate({ from: '/actions' });
  const [decided, setDecided] = useState<Decided | null>(null);
  const offset = (Math.max(1, Number.parseInt(page, 10) || 1) - 1) * PAGE_ROWS;
  const list = useQuery(tasksQuery(owner, offset));
  if (list.isPending) return <BlockSkeleton height={320} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;

  const { as_of: today, later, n_later: waiting, snoozed, per_day: perDay, owners } = list.data;
  const go = (change: ActionsSearch) =>
    void navigate({
      search: (was) => ({ ...was, page: undefined, ...change }),
      replace: true,
      resetScroll: false,
    });
  const { overdue, dueToday, fallen, others } = sectionsOf(list.data);
  const sections = { list: list.data, onDecided: setDecided };
  const nToday = list.data.today.length;
  return (
    <Stack gap="md">
      <Group gap="xs">
        <NativeSelect
          aria-label={say('actions.owner')}
          value={owner ?? ''}
          onChange={(event) => go({ owner: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: say('tasks.everybody') },
            ...owners.map((value) => ({
              value,
              label: value === NOBODY ? say('actions.owner.nobody') : value,
            })),
          ]}
        />
        <Text size="sm" c="dimmed">
          {say('tasks.summary', { today: nToday, overdue: overdue.length, later: waiting })}
        </Text>
      </Group>
      {chosen !== undefined && (
        <Text size="sm">{say('tasks.always_today', { day: formats.day(today) })}</Text>
      )}
      <DecidedNote decided={decided} onUndone={setDecided} />
      {nToday + waiting + snoozed.length === 0 && (
        <Empty
          title={say(has_data ? 'tasks.none' : 'tasks.no_data')}
          action={
            has_data ? undefined : (
              <Link to="/start" className="opens">
                {say('customers.first_use.start')}
              </Link>
            )
          }
        >
          {say(has_data ? 'tasks.none.why' : 'tasks.no_data.why')}
        </Empty>
      )}
      <Tasks title={say('tasks.overdue', { n: overdue.length })} tasks={overdue} {...sections} />
      <Tasks title={say('tasks.due', { n: dueToday.length })} tasks={dueToday} {...sections} />
      <Tasks title={say('tasks.fallen', { n: fallen.length })} tasks={fallen} {...sections} />
      <Tasks title={say('tasks.today', { n: others.length })} tasks={others} {...sections} />
      {waiting > 0 && (
        <details className="cause" open={nToday === 0 || offset > 0}>
          <summary>{say('tasks.later', { n: waiting })}</summary>
          <Text size="sm" c="dimmed" mb="sm">
            {say('tasks.later.why', { n: perDay })}
          </Text>
          <Tasks
            title={say('tasks.later.range', {
              first: formats.integer(offset + 1),
              last: formats.integer(Math.min(waiting, offset + later.length)),
              total: formats.integer(waiting),
            })}
            tasks={later}
            {...sections}
          />
          <Group gap="xs" mt="sm">
            <Button
              size="compact-md"
              variant="default"
              disabled={offset === 0}
              onClick={() => go({ page: String(offset / PAGE_ROWS) })}
            >
              {say('page.previous')}
            </Button>
            <Button
              size="compact-md"
              variant="default"
              disabled={offset + later.length >= waiting}
              onClick={() => go({ page: String(offset / PAGE_ROWS + 2) })}
            >
              {say('page.next')}
            </Button>
          </Group>
        </details>
      )}
      {snoozed.length > 0 && (
        <details className="cause">
          <summary>{say('tasks.snoozed', { n: snoozed.length })}</summary>
          <Text size="sm" c="dimmed" mb="sm">
            {say('tasks.snoozed.why')}
          </Text>
          <Tasks title={say('tasks.snoozed.title')} tasks={snoozed} {...sections} />
        </details>
      )}
    </Stack>
  );
};
