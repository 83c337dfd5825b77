import { useQuery } from '@tanstack/react-query';
import { shiftDay } from '../../lib/format/format.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { HistoryChart } from '../charts/history-chart.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { historyQuery } from '../server/queries.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { useOpenDay } from './open-day.ts';
import type { ShownPart } from './shown-parts.ts';

/** The readings of one KPI over the year before the day. */
const PartHistory = ({ account, part }: { account: string; part: ShownPart }) => {
  const say = useText();
  const formats = useFormats();
  const { day } = useAsOf();
  const openDay = useOpenDay(account);
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
  return (
    <HistoryChart
      label={say('part.history', { name: kpiName(say, part.id) })}
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
  );
};

export default PartHistory;
