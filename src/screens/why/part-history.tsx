import { Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { shiftDay } from '../../lib/format/format.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { HistoryChart } from '../charts/history-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { historyQuery } from '../server/queries.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { useOpenDay } from './open-day.ts';
import type { ShownPart } from './shown-parts.ts';

interface Props {
  account: string;
  /** Of the account. */
  name: string;
  part: ShownPart;
}

/** The readings of one KPI over the year before the day. */
const PartHistory = ({ account, name, part }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { day } = useAsOf();
  const openDay = useOpenDay(account);
  const [asTable, view] = useDisclosure(false);
  const chart = useRef<HTMLDivElement>(null);
  const history = useQuery(historyQuery(account, shiftDay(day, -364), day));
  if (history.isPending) return <BlockSkeleton height={220} />;
  if (history.isError) {
    return <Failed error={history.error} onRetry={() => void history.refetch()} />;
  }
  const at = history.data.kpis.indexOf(part.id);
  const values = history.data.points.map(({ readings }) => readings[at] ?? null);
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const edges = [...part.curve.map(([reading]) => reading), ...known];
  const low = Math.min(...edges);
  const high = Math.max(...edges);
  const ticks = [low, part.target_reading, high].filter((value) => value !== null);
  const label = say('part.history', { name: kpiName(say, part.id) });
  const fileName = `${part.id}-${account}-${day}`;
  return (
    <div>
      <Group justify="flex-end">
        <ChartTools
          view={{ asTable, toggle: view.toggle }}
          picture={{
            of: chart,
            name: fileName,
            title: `${name}: ${label}`,
            about: say('chart.about.days', {
              unit: say(`chart.unit.${part.unit}`),
              n: known.length,
              day: formats.day(day),
            }),
          }}
        >
          <MadeFile
            name={fileName}
            header={['day', 'reading']}
            rows={() =>
              history.data.points.map((point, index) => [point.day, values[index] ?? null])
            }
          />
        </ChartTools>
      </Group>
      {asTable ? (
        <DataTable
          label={label}
          columns={[
            { id: 'day', type: 'day' },
            { id: 'reading', type: 'money' },
          ]}
          rows={history.data.points
            .map((point, index) => ({ day: point.day, value: values[index] ?? null }))
            .map(({ day: on, value }) => [
              on,
              value === null ? '?' : readingText(formats, part.unit, value),
            ])
            .toReversed()}
        />
      ) : (
        <div ref={chart}>
          <HistoryChart
            label={label}
            onOpen={(index) => openDay(history.data.points[index]?.day ?? day)}
            range={[low, high]}
            ticks={[...new Set(ticks)].map((value) => ({
              value,
              label: readingText(formats, part.unit, value),
            }))}
            points={history.data.points.map((point, index) => {
              const value = values[index] ?? null;
              return {
                day: point.day,
                value,
                words:
                  value === null
                    ? say('history.point.unknown', { day: formats.day(point.day) })
                    : say('part.history.point', {
                        day: formats.day(point.day),
                        reading: readingText(formats, part.unit, value),
                      }),
              };
            })}
          />
        </div>
      )}
    </div>
  );
};

export default PartHistory;
