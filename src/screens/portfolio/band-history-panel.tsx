import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { BandHistory } from '../../api/contract/band-history.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { Band } from '../app/search-words.ts';
import { BandArea } from '../charts/band-area.tsx';
import { ChartTools } from '../charts/chart-tools.tsx';
import { BandMark } from '../components/band-mark.tsx';
import { FileLink } from '../components/file-link.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { BandMembers } from './band-members.tsx';
import { bandHistoryQuery } from './portfolio-queries.ts';

interface Open {
  day: string;
  band: Band;
}

/** Customers per band, week by week, and who they were. */
export const BandHistoryPanel = () => {
  const say = useText();
  const formats = useFormats();
  const { chosen } = useAsOf();
  const [asTable, view] = useDisclosure(false);
  const [asShares, scale] = useDisclosure(false);
  const [open, setOpen] = useState<Open | null>(null);
  const chart = useRef<HTMLDivElement>(null);
  const history = useQuery(bandHistoryQuery(chosen));
  if (history.isPending) return <BlockSkeleton height={340} />;
  if (history.isError) {
    return <Failed error={history.error} onRetry={() => void history.refetch()} />;
  }
  const { weeks } = history.data;
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const title = say('bands.title', {
    before: first.at_risk,
    now: last.at_risk,
    day: formats.day(first.day),
  });
  return (
    <Panel
      title={title}
      id="bands"
      aside={
        <Group gap="xs">
          {!asTable && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={scale.toggle}
              aria-pressed={asShares}
            >
              {say(asShares ? 'bands.as_counts' : 'bands.as_shares')}
            </Button>
          )}
          <ChartTools
            view={{ asTable, toggle: view.toggle }}
            picture={{
              of: chart,
              name: `bands-${last.day}`,
              title,
              about: say('chart.about', {
                unit: say(asShares ? 'chart.unit.share' : 'chart.unit.customers'),
                n: formats.integer(last.healthy + last.attention + last.at_risk + last.unknown),
                day: formats.day(last.day),
              }),
            }}
          >
            <FileLink
              path="/api/v1/portfolio/band-history.csv"
              query={chosen === undefined ? {} : { as_of: chosen }}
            />
          </ChartTools>
        </Group>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {say('bands.explained', { day: formats.day(last.day) })}
      </Text>
      {asTable ? (
        <WeeksTable weeks={weeks} label={title} onOpen={setOpen} />
      ) : (
        <div ref={chart}>
          <BandArea
            weeks={weeks}
            label={title}
            asShares={asShares}
            onOpen={({ day }, band) => setOpen({ day, band })}
          />
        </div>
      )}
      {open !== null && <BandMembers {...open} onClose={() => setOpen(null)} />}
    </Panel>
  );
};

interface TableProps {
  weeks: BandHistory['weeks'];
  label: string;
  onOpen: (open: Open) => void;
}

const WeeksTable = ({ weeks, label, onOpen }: TableProps) => {
  const say = useText();
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="rows-scroll" tabIndex={0} aria-label={label}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say('column.day')}</th>
            {Band.map((band) => (
              <th key={band} scope="col" className="right">
                <BandMark band={band} />
              </th>
            ))}
            <th scope="col" className="right">
              {say('bands.mean')}
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.toReversed().map((week) => (
            <tr key={week.day}>
              <th scope="row" className="num">
                {formats.day(week.day)}
              </th>
              {Band.map((band) => (
                <td key={band} className="right num">
                  <button
                    type="button"
                    className="plain-count opens"
                    disabled={week[band] === 0}
                    aria-label={say('bands.point', {
                      day: formats.day(week.day),
                      n: week[band],
                      all: week.healthy + week.attention + week.at_risk + week.unknown,
                      band: say(`band.${band}`),
                    })}
                    onClick={() => onOpen({ day: week.day, band })}
                  >
                    {formats.integer(week[band])}
                  </button>
                </td>
              ))}
              <td className="right num">
                {week.mean_health === null ? '—' : formats.score(week.mean_health)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
