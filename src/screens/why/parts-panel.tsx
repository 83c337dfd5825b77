import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { HealthExplanation } from '../../api/contract/health.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Failed } from '../components/states.tsx';
import { kpiFactsQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { PartRow } from './part-row.tsx';
import { PartsHead } from './parts-head.tsx';
import { PartsTable } from './parts-table.tsx';
import type { ShownParts } from './shown-parts.ts';

interface Props {
  explanation: HealthExplanation;
  shown: ShownParts;
  account: string;
  day: string;
}

const fileColumns = [
  'kpi',
  'reading',
  'n',
  'score',
  'weight',
  'share',
  'earned',
  'maximum',
  'missed',
  'target',
  'reading_before',
  'unknown_since',
  'newest_fact_on',
  'sources',
  'n_quarantined',
];

/** What a health is made of, KPI by KPI, as lollipop or as table; each KPI opens. */
export const PartsPanel = ({ explanation, shown, account, day }: Props) => {
  const say = useText();
  const formats = useFormats();
  const search = useSearch({ from: '/customers/$account/why' });
  const navigate = useNavigate({ from: '/customers/$account/why' });
  const { chosen } = useAsOf();
  const facts = useQuery(kpiFactsQuery(account, chosen));
  const factsOf = (id: string) => facts.data?.kpis.find((kpi) => kpi.id === id);
  const chart = useRef<HTMLDivElement>(null);
  const asTable = search.view === 'table';
  const fileName = `health-parts-${account}-${day}`;
  return (
    <section className="panel" aria-label={say('why.parts')}>
      <Group justify="space-between" mb="xs">
        <Text fw={650}>
          {say(explanation.health === null ? 'why.parts.unknown' : 'why.parts.sorted')}
        </Text>
        <ChartTools
          view={{
            asTable,
            toggle: () =>
              void navigate({
                search: (was) => ({ ...was, view: asTable ? undefined : 'table' }),
                replace: true,
              }),
          }}
          picture={{
            of: chart,
            name: fileName,
            title:
              explanation.health === null
                ? say('why.heading.unknown', { name: explanation.name })
                : say('why.heading', {
                    name: explanation.name,
                    health: formats.score(explanation.health),
                  }),
            about: say('chart.about', {
              unit: say('chart.unit.points'),
              n: formats.integer(shown.parts.filter((part) => part.shown !== null).length),
              day: formats.day(day),
            }),
          }}
        >
          <MadeFile
            name={fileName}
            header={fileColumns}
            rows={() =>
              shown.parts.map((part) => [
                part.id,
                part.reading,
                part.n,
                part.score,
                part.weight,
                part.share,
                part.shown?.earned ?? null,
                part.shown?.maximum ?? null,
                part.shown?.missed ?? null,
                part.target_reading,
                part.trend.readings[0] ?? null,
                part.unknown_since,
                factsOf(part.id)?.newest_fact_on ?? null,
                factsOf(part.id)
                  ?.sources.map(({ name }) => name)
                  .join(' ') ?? null,
                factsOf(part.id)?.n_quarantined ?? null,
              ])
            }
          />
        </ChartTools>
      </Group>
      {facts.isError && <Failed error={facts.error} onRetry={() => void facts.refetch()} />}
      {asTable ? (
        <PartsTable shown={shown} factsOf={factsOf} />
      ) : (
        <div ref={chart}>
          <PartsHead />
          <ul className="lollipop">
            {shown.parts.map((part) => (
              <PartRow
                key={part.id}
                part={part}
                widest={shown.widest}
                explanation={explanation}
                account={account}
                facts={factsOf(part.id)}
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
        </div>
      )}
    </section>
  );
};
