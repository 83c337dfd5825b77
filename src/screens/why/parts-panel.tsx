import { Group, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { HealthExplanation } from '../../api/contract/health.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { useFormats, useText } from '../text/text.ts';
import { PartRow } from './part-row.tsx';
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
];

/** What a health is made of, KPI by KPI, as lollipop or as table; each KPI opens. */
export const PartsPanel = ({ explanation, shown, account, day }: Props) => {
  const say = useText();
  const formats = useFormats();
  const search = useSearch({ from: '/customers/$account/why' });
  const navigate = useNavigate({ from: '/customers/$account/why' });
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
              ])
            }
          />
        </ChartTools>
      </Group>
      {asTable ? (
        <PartsTable shown={shown} />
      ) : (
        <div ref={chart}>
          <ul className="lollipop">
            {shown.parts.map((part) => (
              <PartRow
                key={part.id}
                part={part}
                widest={shown.widest}
                explanation={explanation}
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
        </div>
      )}
    </section>
  );
};
