import { Button, NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TimelineItem, TimelineKind } from '../../api/contract/timeline.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { timelineQuery } from '../server/queries.ts';
import { wordFor } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';

const symbols: Record<TimelineKind, string> = {
  ticket_opened: '✉',
  ticket_solved: '✓',
  ticket_reopened: '↺',
  sla_breached: '⚑',
  survey_answered: '★',
  invoice_issued: '¤',
  invoice_paid: '✓',
  subscription_started: '＋',
  subscription_ended: '－',
  renewal_closed: '⟳',
  interaction: '☎',
  rating: '♥',
  churned: '✕',
};

/** What the filter offers: kinds that belong together. */
const groups: Record<string, readonly TimelineKind[]> = {
  support: ['ticket_opened', 'ticket_solved', 'ticket_reopened', 'sla_breached'],
  voice: ['survey_answered', 'rating', 'interaction'],
  money: [
    'invoice_issued',
    'invoice_paid',
    'subscription_started',
    'subscription_ended',
    'renewal_closed',
    'churned',
  ],
};

/** A ticket's detail is its priority, in the source's own word. */
const detailOf = (say: Say, kind: TimelineKind, detail: string): string =>
  kind === 'ticket_opened'
    ? say('timeline.priority', { priority: wordFor(say, 'priority', detail) })
    : wordFor(say, 'detail', detail);

const Item = ({ item }: { item: TimelineItem }) => {
  const say = useText();
  const formats = useFormats();
  const isDay = item.at.length === 10;
  const extras = [
    item.detail === null ? null : detailOf(say, item.kind, item.detail),
    item.value === null
      ? null
      : item.value_max === null
        ? formats.decimal(item.value, 1)
        : say('timeline.value', {
            value: formats.decimal(item.value, 1),
            max: formats.decimal(item.value_max, 1),
          }),
    item.amount === null ? null : formats.amount(item.amount.amount, item.amount.currency),
  ].filter((extra) => extra !== null);
  return (
    <li>
      <span aria-hidden>{symbols[item.kind]}</span>
      <div>
        <p>
          <strong>{say(`timeline.${item.kind}`)}</strong>
          {extras.length > 0 && ` · ${extras.join(' · ')}`}
        </p>
        {item.text !== null && <p>{item.text}</p>}
        {item.record_id !== item.detail && (
          <Text size="xs" c="dimmed">
            {item.record_id}
          </Text>
        )}
      </div>
      <time dateTime={item.at}>{isDay ? formats.day(item.at) : formats.instant(item.at)}</time>
    </li>
  );
};

/** What happened, newest first. */
export const TimelinePanel = ({ account }: { account: string }) => {
  const say = useText();
  const { chosen } = useAsOf();
  const { kinds } = useSearch({ from: '/customers/$account' });
  const navigate = useNavigate({ from: '/customers/$account' });
  const timeline = useInfiniteQuery(timelineQuery(account, chosen, kinds));
  const group = Object.keys(groups).find((name) => groups[name]?.join(',') === kinds) ?? '';
  if (timeline.isPending) return <BlockSkeleton height={300} />;
  if (timeline.isError) {
    return <Failed error={timeline.error} onRetry={() => void timeline.refetch()} />;
  }
  const items = timeline.data.pages.flatMap((page) => page.items);
  return (
    <Panel
      title={say('timeline.title')}
      id="timeline"
      aside={
        <NativeSelect
          size="xs"
          aria-label={say('timeline.filter')}
          value={group}
          onChange={(event) => {
            const chosenKinds = groups[event.currentTarget.value]?.join(',');
            void navigate({
              search: (search) => ({ ...search, kinds: chosenKinds }),
              replace: true,
              resetScroll: false,
            });
          }}
          data={['', ...Object.keys(groups)].map((name) => ({
            value: name,
            label: say(`timeline.group.${name || 'all'}`),
          }))}
        />
      }
    >
      {items.length === 0 ? (
        <Text c="dimmed">{say('timeline.none')}</Text>
      ) : (
        <ul className="timeline">
          {items.map((item) => (
            <Item key={`${item.kind}.${item.record_id}.${item.at}`} item={item} />
          ))}
        </ul>
      )}
      {timeline.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          size="compact-md"
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {say('timeline.more')}
        </Button>
      )}
    </Panel>
  );
};
