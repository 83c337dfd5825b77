import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ScoreChange } from '../../api/contract/change.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { Waterfall } from '../charts/waterfall.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { ChangeDetail } from './change-detail.tsx';
import { changeQuery, type Span } from './change-queries.ts';
import { ChangeRange } from './change-range.tsx';
import { ChangeTable } from './change-table.tsx';
import { changeSentences } from './change-words.ts';
import { useOpenDay } from './open-day.ts';
import { isSameHealth } from './same-health.ts';
import { barName, type ShownChange, shownChange } from './shown-change.ts';

interface Props {
  account: string;
  span: Span;
  /** Health of the later day under today's settings, as the rest of the screen shows it. */
  health: number | null;
  /** Whether lists show what its children make of it instead. */
  isParent: boolean;
}

/** What changed between two days, bar by bar, and in words. */
export const ChangePanel = (props: Props) => {
  const { account, span } = props;
  const say = useText();
  const navigate = useNavigate({ from: '/customers/$account/why' });
  const openDay = useOpenDay(account);
  const change = useQuery(changeQuery(account, span));
  return (
    <Panel
      title={say('change.title')}
      aside={
        <ChangeRange
          {...span}
          onFrom={(from) =>
            void navigate({ search: (was) => ({ ...was, from }), resetScroll: false })
          }
          onTo={openDay}
        />
      }
    >
      {change.isPending && <BlockSkeleton height={320} />}
      {change.isError && <Failed error={change.error} onRetry={() => void change.refetch()} />}
      {change.isSuccess && <ChangeOfHealth {...props} change={change.data} />}
    </Panel>
  );
};

interface ChangeProps extends Props {
  change: ScoreChange;
}

const ChangeOfHealth = ({ account, change, span, health, isParent }: ChangeProps) => {
  const say = useText();
  const formats = useFormats();
  const shown = shownChange(change);
  if (span.from === span.to) return <Text>{say('change.same_day')}</Text>;
  if (shown === null) return <NoNumber change={change} health={health} />;
  const { standing } = change.to;
  return (
    <Stack gap="sm">
      <Text>{changeSentences({ say, formats }, change, shown).join(' ')}</Text>
      {health !== null && standing !== null && !isSameHealth(health, standing) && (
        <Text size="sm" c="dimmed">
          {say('change.other_settings', {
            day: formats.day(change.to.day),
            compared: formats.score(standing),
            today: formats.score(health),
          })}
        </Text>
      )}
      {isParent && (
        <Text size="sm" c="dimmed">
          {say('change.own')}
        </Text>
      )}
      <Bars account={account} change={change} shown={shown} span={span} />
    </Stack>
  );
};

/** On one of the days, or both, too little of the weight had data. */
const NoNumber = ({
  change: { from, to },
  health,
}: {
  change: ScoreChange;
  health: number | null;
}) => {
  const say = useText();
  const formats = useFormats();
  return (
    <Stack gap={4}>
      <Text fw={600}>{say('change.no_number')}</Text>
      {[from, to].map(({ day, standing, coverage }, at) => (
        <Text key={at === 0 ? 'from' : 'to'} size="sm">
          {standing === null
            ? say('change.no_number.thin', {
                day: formats.day(day),
                percent: formats.percent(coverage, 0),
              })
            : say('change.no_number.known', {
                day: formats.day(day),
                health: formats.score(standing),
              })}
        </Text>
      ))}
      {health !== null && to.standing === null && (
        <Text size="sm" c="dimmed">
          {say('change.other_settings.unknown', {
            day: formats.day(to.day),
            today: formats.score(health),
          })}
        </Text>
      )}
    </Stack>
  );
};

interface BarsProps {
  account: string;
  change: ScoreChange;
  shown: ShownChange;
  span: Span;
}

const Bars = ({ account, change, shown, span }: BarsProps) => {
  const say = useText();
  const formats = useFormats();
  const search = useSearch({ from: '/customers/$account/why' });
  const navigate = useNavigate({ from: '/customers/$account/why' });
  const asTable = search.change === 'table';
  const chart = useRef<HTMLDivElement>(null);
  const name = `health-change-${account}-${span.from}-${span.to}`;
  const end = (day: string, value: number) => ({
    label: formats.day(day),
    value,
    text: formats.fixed(value, 1),
  });
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {say('change.unit')}
        </Text>
        <Group gap={4}>
          <CopyLink span={span} />
          <ChartTools
            view={{
              asTable,
              toggle: () =>
                void navigate({
                  search: (was) => ({ ...was, change: asTable ? undefined : 'table' }),
                  replace: true,
                  resetScroll: false,
                }),
            }}
            picture={{
              of: chart,
              name,
              title: say('chart.change', {
                name: change.name,
                from: formats.fixed(shown.from, 1),
                to: formats.fixed(shown.to, 1),
              }),
              about: say('chart.about.change', {
                unit: say('chart.unit.points'),
                n: shown.bars.length,
                from: formats.day(change.from.day),
                to: formats.day(change.to.day),
              }),
            }}
          >
            <MadeFile
              name={name}
              header={['cause', 'points']}
              rows={() => [
                [change.from.day, shown.from],
                ...shown.bars.map((bar) => [bar.id, bar.shown]),
                [change.to.day, shown.to],
              ]}
            />
          </ChartTools>
        </Group>
      </Group>
      {asTable ? (
        <ChangeTable change={change} shown={shown} />
      ) : (
        <div ref={chart}>
          <Waterfall
            label={say('change.chart')}
            from={end(change.from.day, shown.from)}
            to={end(change.to.day, shown.to)}
            bars={shown.bars.map((bar) => ({
              id: bar.id,
              label: barName(say, bar),
              points: bar.shown,
              text: formats.signed(bar.shown, 1),
              isReading: bar.kind === 'data',
            }))}
            open={search.bar}
            onToggle={(bar) =>
              void navigate({
                search: (was) => ({ ...was, bar: was.bar === bar ? undefined : bar }),
                replace: true,
                resetScroll: false,
              })
            }
            detail={(id) => {
              const bar = shown.bars.find((one) => one.id === id);
              return (
                bar && <ChangeDetail account={account} change={change} bar={bar} span={span} />
              );
            }}
          />
        </div>
      )}
    </>
  );
};

/** The address of exactly this comparison: both days stand in it, so that it is the same tomorrow. */
const CopyLink = ({ span }: { span: Span }) => {
  const say = useText();
  const [copied, setCopied] = useState<string>();
  const address = `${span.from} ${span.to}`;
  const copy = async () => {
    const url = new URL(window.location.href);
    url.searchParams.set('from', span.from);
    url.searchParams.set('as_of', span.to);
    await navigator.clipboard.writeText(url.href);
    setCopied(address);
  };
  // Browsers keep the clipboard from pages that came over plain HTTP.
  if (!('clipboard' in navigator)) return null;
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => void copy()}>
      {say(copied === address ? 'change.link.copied' : 'change.link')}
    </Button>
  );
};
