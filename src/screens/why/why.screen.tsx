import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useAsOf } from '../app/as-of-day.ts';
import { PageTitle } from '../components/page-title.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { healthQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { HealthSums } from './health-sums.tsx';
import { PartRow } from './part-row.tsx';
import { PartsTable } from './parts-table.tsx';
import { shownParts } from './shown-parts.ts';

/** What a health is made of, down to the rows behind every figure. */
export const WhyScreen = () => {
  const say = useText();
  const formats = useFormats();
  const { account } = useParams({ from: '/customers/$account/why' });
  const search = useSearch({ from: '/customers/$account/why' });
  const navigate = useNavigate({ from: '/customers/$account/why' });
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
  const asTable = search.view === 'table';
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
      <section className="panel" aria-label={say('why.parts')}>
        <Group justify="space-between" mb="xs">
          <Text fw={650}>
            {say(data.health === null ? 'why.parts.unknown' : 'why.parts.sorted')}
          </Text>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-pressed={asTable}
            onClick={() =>
              void navigate({
                search: (was) => ({ ...was, view: asTable ? undefined : 'table' }),
                replace: true,
              })
            }
          >
            {say(asTable ? 'chart.as_chart' : 'chart.as_table')}
          </Button>
        </Group>
        {asTable ? (
          <PartsTable shown={shown} />
        ) : (
          <ul className="lollipop">
            {shown.parts.map((part) => (
              <PartRow
                key={part.id}
                part={part}
                widest={shown.widest}
                explanation={data}
                account={account}
                isOpen={search.open === part.id}
                onToggle={() =>
                  void navigate({
                    search: (was) => ({
                      ...was,
                      open: was.open === part.id ? undefined : part.id,
                    }),
                    replace: true,
                    resetScroll: false,
                  })
                }
              />
            ))}
          </ul>
        )}
      </section>
    </Stack>
  );
};
