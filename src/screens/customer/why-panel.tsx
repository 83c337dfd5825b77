import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAsOf } from '../app/as-of-day.ts';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { healthQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { BriefPartLine } from '../why/part-line.tsx';
import { type ShownPart, shownParts } from '../why/shown-parts.ts';

/** What the health is made of, in brief; each line opens the whole story of its KPI. */
export const WhyPanel = ({ account }: { account: string }) => {
  const say = useText();
  const formats = useFormats();
  const { chosen } = useAsOf();
  const health = useQuery(healthQuery(account, chosen));
  if (health.isPending) return <BlockSkeleton height={340} />;
  if (health.isError) {
    return <Failed error={health.error} onRetry={() => void health.refetch()} />;
  }
  const { parts, widest } = shownParts(health.data);
  const weightless = parts.filter(({ weight }) => weight === 0);
  const title =
    health.data.health === null
      ? say('why.title.unknown')
      : say('why.title', { health: formats.score(health.data.health) });
  return (
    <Panel
      title={title}
      aside={
        <Link to="/customers/$account/why" params={{ account }} className="opens">
          {say('why.full')}
        </Link>
      }
    >
      <Stack gap={0}>
        <Parts account={account} parts={parts.filter(({ weight }) => weight > 0)} widest={widest} />
        {weightless.length > 0 && (
          <details className="cause">
            <summary>{say('why.weightless', { n: weightless.length })}</summary>
            <Parts account={account} parts={weightless} widest={widest} />
          </details>
        )}
        <Text size="sm" c="dimmed" mt="xs">
          {say('health.direction')} ·{' '}
          {say('health.coverage', { percent: formats.percent(health.data.coverage, 0) })}
        </Text>
      </Stack>
    </Panel>
  );
};

interface PartsProps {
  account: string;
  parts: readonly ShownPart[];
  widest: number;
}

const Parts = ({ account, parts, widest }: PartsProps) => (
  <ul className="lollipop">
    {parts.map((part) => (
      <li key={part.id}>
        <Link
          to="/customers/$account/why"
          params={{ account }}
          search={(search) => ({ ...search, open: part.id })}
          className="lollipop-row brief"
        >
          <BriefPartLine part={part} widest={widest} />
        </Link>
      </li>
    ))}
  </ul>
);
