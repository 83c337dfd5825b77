import './why.css';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { shiftDay } from '../../lib/format/format.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { PageTitle } from '../components/page-title.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { healthQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { HealthSums } from './health-sums.tsx';
import { PartsPanel } from './parts-panel.tsx';
import { SetByHand } from './set-by-hand.tsx';
import { shownParts } from './shown-parts.ts';

// After the figures: what they are made of stands on its own.
const ChangePanel = lazy(async () => ({
  default: (await import('./change-panel.tsx')).ChangePanel,
}));
const TrustPanel = lazy(async () => ({ default: (await import('./trust-panel.tsx')).TrustPanel }));
const ReachPanel = lazy(async () => ({ default: (await import('./reach-panel.tsx')).ReachPanel }));

/** Days between the two that are compared, where the address names none. */
const COMPARED_DAYS = 30;

/** What a health is made of, down to the rows behind every figure. */
export const WhyScreen = () => {
  const say = useText();
  const formats = useFormats();
  const { account } = useParams({ from: '/customers/$account/why' });
  const search = useSearch({ from: '/customers/$account/why' });
  const { chosen, day } = useAsOf();
  const health = useQuery(healthQuery(account, chosen));
  if (health.isPending) {
    return (
      <Stack>
        <BlockSkeleton height={96} />
        <BlockSkeleton height={420} />
      </Stack>
    );
  }
  if (health.isError) {
    return <Failed isScreen error={health.error} onRetry={() => void health.refetch()} />;
  }
  const { data } = health;
  const shown = shownParts(data);
  const from =
    search.from !== undefined && search.from <= day ? search.from : shiftDay(day, -COMPARED_DAYS);
  const span = { from, to: day };
  return (
    <Stack gap="md">
      <div>
        <Link to="/customers/$account" params={{ account }} className="opens">
          {say('why.back', { name: data.name })}
        </Link>
        <PageTitle>
          {data.health === null
            ? say('why.heading.unknown', { name: data.name })
            : say('why.heading', { name: data.name, health: formats.score(data.health) })}
        </PageTitle>
        <Text size="sm" c="dimmed">
          {say('as_of.at', { day: formats.day(day) })} · {say('health.direction')}
        </Text>
      </div>
      <HealthSums explanation={data} shown={shown} />
      <SetByHand account={account} explanation={data} />
      <Suspense fallback={<BlockSkeleton height={360} />}>
        <ChangePanel
          account={account}
          span={span}
          health={data.health}
          isParent={data.parent_health !== null}
        />
      </Suspense>
      <PartsPanel explanation={data} shown={shown} account={account} day={day} />
      <Suspense fallback={<BlockSkeleton height={240} />}>
        <ReachPanel account={account} span={span} health={data.health} />
      </Suspense>
      <Suspense fallback={<BlockSkeleton height={120} />}>
        <TrustPanel explanation={data} />
      </Suspense>
    </Stack>
  );
};
