import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { shiftDay } from '../../lib/format/format.ts';
import { useStatus } from '../app/status.tsx';
import { ChartTools } from '../charts/chart-tools.tsx';
import { HistoryChart } from '../charts/history-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { historyQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { useOpenDay } from '../why/open-day.ts';

interface Props {
  account: string;
  /** Of the account. */
  name: string;
  /** Last day shown; the year before it is shown with it. */
  day: string;
}

/** The health of a year, over the bands; as a chart or as a table. */
const HistoryPanel = ({ account, name, day }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { bands } = useStatus();
  const openDay = useOpenDay(account);
  const [asTable, view] = useDisclosure(false);
  const chart = useRef<HTMLDivElement>(null);
  const history = useQuery(historyQuery(account, shiftDay(day, -364), day));
  if (history.isPending) return <BlockSkeleton height={280} />;
  if (history.isError) {
    return <Failed error={history.error} onRetry={() => void history.refetch()} />;
  }
  const { points, versions } = history.data;
  if (!points.some(({ health }) => health !== null)) {
    return <Empty title={say('history.none')}>{say('history.none.why')}</Empty>;
  }
  const first = points.find(({ health }) => health !== null);
  const last = points.findLast(({ health }) => health !== null);
  const title = say('history.title', {
    first: formats.score(first?.health ?? 0),
    last: formats.score(last?.health ?? 0),
    day: formats.day(first?.day ?? day),
  });
  const fileName = `health-${account}-${day}`;
  return (
    <Panel
      title={title}
      id="history"
      aside={
        <ChartTools
          view={{ asTable, toggle: view.toggle }}
          picture={{
            of: chart,
            name: fileName,
            title: `${name}: ${title}`,
            about: say('chart.about.days', {
              unit: say('chart.unit.points'),
              n: points.filter(({ health }) => health !== null).length,
              day: formats.day(day),
            }),
          }}
        >
          <MadeFile
            name={fileName}
            header={['day', 'health', 'band', 'health_then', 'coverage']}
            rows={() =>
              points.map((point) => [
                point.day,
                point.health,
                point.band_shown,
                point.health_then,
                point.coverage,
              ])
            }
          />
        </ChartTools>
      }
    >
      {asTable ? (
        <DataTable
          label={say('part.history', { name: say('column.health') })}
          columns={[
            { id: 'day', type: 'day' },
            { id: 'health', type: 'score' },
            { id: 'band', type: 'enum' },
            { id: 'health_then', type: 'score' },
            { id: 'coverage', type: 'share' },
          ]}
          rows={points
            .toReversed()
            .map((point) => [
              point.day,
              point.health,
              point.band_shown,
              point.health_then,
              point.coverage,
            ])}
        />
      ) : (
        <div ref={chart}>
          <HistoryChart
            label={title}
            onOpen={(at) => openDay(points[at]?.day ?? day)}
            range={[0, 100]}
            stripes={[
              { band: 'at_risk', from: 0, to: bands.attention },
              { band: 'attention', from: bands.attention, to: bands.healthy },
              { band: 'healthy', from: bands.healthy, to: 100 },
            ]}
            ticks={[0, bands.attention, bands.healthy, 100].map((value) => ({
              value,
              label: formats.integer(value),
            }))}
            points={points.map((point) => ({
              day: point.day,
              value: point.health,
              valueThen: point.health_then,
              words:
                point.health === null
                  ? say('history.point.unknown', { day: formats.day(point.day) })
                  : say('history.point', {
                      day: formats.day(point.day),
                      health: formats.score(point.health),
                      band: say(`band.${point.band_shown}`),
                    }),
            }))}
            marks={versions.map(({ day: on, id }) => ({
              day: on,
              label: say('history.version', { id }),
            }))}
          />
        </div>
      )}
      {points.some((point) => Math.abs((point.health_then ?? 0) - (point.health ?? 0)) >= 0.05) && (
        <p className="chart-words">{say('history.then')}</p>
      )}
    </Panel>
  );
};

export default HistoryPanel;
