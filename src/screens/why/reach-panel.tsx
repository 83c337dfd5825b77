import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Reach, ReachingReading, ScoreChange } from '../../api/contract/change.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { capsQuery, changeQuery, type Span } from './change-queries.ts';
import { reachText } from './reach-words.ts';
import { isSameHealth } from './same-health.ts';
import { scoredWith, type Tried, triedIn, triedText } from './what-if.ts';
import { WhatIfSliders } from './what-if-sliders.tsx';

interface Props {
  account: string;
  span: Span;
  /** Health of the later day under today's settings, as the rest of the screen shows it. */
  health: number | null;
}

/** What would lead to the next better band, and a place to try it out. */
export const ReachPanel = ({ account, span, health }: Props) => {
  const say = useText();
  const formats = useFormats();
  const change = useQuery(changeQuery(account, span));
  if (change.isPending) return <BlockSkeleton height={240} />;
  if (change.isError) {
    return <Failed error={change.error} onRetry={() => void change.refetch()} />;
  }
  const { reach, to } = change.data;
  const title =
    reach === null
      ? say('what_if.title')
      : say('reach.title', {
          band: say(`band.${reach.band}`),
          edge: formats.decimal(reach.edge),
        });
  return (
    <Panel title={title}>
      <Stack gap="md">
        {!isSameHealth(health, to.standing) && (
          <Text size="sm" c="dimmed">
            {say('what_if.other_settings', {
              day: formats.day(to.day),
              today: health === null ? '?' : formats.score(health),
            })}
          </Text>
        )}
        {reach === null && to.standing !== null && <Text>{say('reach.best')}</Text>}
        <TryOut change={change.data} reach={reach} />
      </Stack>
    </Panel>
  );
};

const TryOut = ({ change, reach }: { change: ScoreChange; reach: Reach | null }) => {
  const say = useText();
  const formats = useFormats();
  const search = useSearch({ from: '/customers/$account/why' });
  const navigate = useNavigate({ from: '/customers/$account/why' });
  const tried = triedIn(search.what_if);
  const tryOut = (next: Tried) =>
    void navigate({
      search: (was) => ({ ...was, what_if: triedText(next) }),
      replace: true,
      resetScroll: false,
    });
  const caps = useQuery(capsQuery(change.scoring.exceptions));
  const { health, band } = scoredWith(change, tried, caps.data ?? []);
  return (
    <>
      {reach !== null && (
        <Proposals
          reach={reach}
          onTry={(readings) => tryOut(new Map(readings.map(({ kpi, to }) => [kpi, to])))}
        />
      )}
      <Group gap="sm" role="status">
        <Text fw={600}>
          {health === null
            ? say('what_if.unknown')
            : say(tried.size === 0 ? 'what_if.now' : 'what_if.then', {
                health: formats.score(health),
              })}
        </Text>
        <BandMark band={band} />
        {tried.size > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => tryOut(new Map())}>
            {say('what_if.reset')}
          </Button>
        )}
      </Group>
      <WhatIfSliders change={change} tried={tried} onTry={tryOut} />
    </>
  );
};

interface ProposalsProps {
  reach: Reach;
  onTry: (readings: readonly ReachingReading[]) => void;
}

const Proposals = ({ reach: { single, pair, without_data }, onTry }: ProposalsProps) => {
  const say = useText();
  const lone = single.map((one) => [one]);
  return (
    <Stack gap="xs">
      {single.length + pair.length + without_data.length === 0 && <Text>{say('reach.none')}</Text>}
      <ProposalList title={say('reach.single', { n: single.length })} sets={lone} onTry={onTry} />
      <ProposalList title={say('reach.pair')} sets={pair.length > 0 ? [pair] : []} onTry={onTry} />
      <ProposalList
        title={say('reach.without_data', { n: without_data.length })}
        sets={without_data.map((one) => [one])}
        onTry={onTry}
      />
    </Stack>
  );
};

interface ListProps {
  title: string;
  /** Readings that would do together. */
  sets: readonly (readonly ReachingReading[])[];
  onTry: ProposalsProps['onTry'];
}

const ProposalList = ({ title, sets, onTry }: ListProps) => {
  const say = useText();
  const formats = useFormats();
  if (sets.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <ul className="proposals">
        {sets.map((set) => {
          const text = set.map((one) => reachText({ say, formats }, one)).join(say('reach.and'));
          return (
            <li key={text}>
              <span>{text}</span>{' '}
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={say('reach.try.label', { what: text })}
                onClick={() => onTry(set)}
              >
                {say('reach.try')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
};
