import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMemo, useRef } from 'react';
import { histogram } from '../../scoring/portfolio.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { Histogram } from '../charts/histogram.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import { edgesOfBin, healthBins } from './listed-accounts.ts';
import type { Effect } from './use-effect-of.ts';

interface Props {
  effect: Effect;
  asOf: string;
  /** Lower edges that the bars are coloured by. */
  edges: { healthy: number; attention: number };
  /** The bar whose accounts are listed. */
  chosen: string | undefined;
  onChoose: (bin: string | undefined) => void;
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, label: String(at * 100) }));

/** How health spreads before and after; each count opens its accounts. */
export const SpreadPanel = ({ effect, asOf, edges, chosen, onChoose }: Props) => {
  const say = useText();
  const formats = useFormats();
  const [asTable, view] = useDisclosure(false);
  const chart = useRef<HTMLDivElement>(null);
  const before = useMemo(() => histogram(effect.before.health, healthBins), [effect.before]);
  const after = useMemo(() => histogram(effect.after.health, healthBins), [effect.after]);
  const mean = (value: number | null): string => (value === null ? '—' : formats.score(value));
  const title = say('designer.spread', {
    before: mean(effect.meanBefore),
    after: mean(effect.meanAfter),
  });
  const fillOf = (bin: number): string => {
    const [from, to] = edgesOfBin(bin);
    const middle = (from + to) / 2;
    const band =
      middle >= edges.healthy ? 'healthy' : middle >= edges.attention ? 'attention' : 'at_risk';
    return `var(--${band}-fill)`;
  };
  const rangeOf = (bin: number): string => {
    const [from, to] = edgesOfBin(bin);
    return say('designer.spread.range', { from, to });
  };
  const toggle = (bin: string) => onChoose(bin === chosen ? undefined : bin);
  return (
    <Panel
      title={title}
      aside={
        <ChartTools
          view={{ asTable, toggle: view.toggle }}
          picture={{
            of: chart,
            name: `health-${asOf}`,
            title,
            about: say('chart.about', {
              unit: say('chart.unit.customers'),
              n: formats.integer(effect.accounts - after.without),
              day: formats.day(asOf),
            }),
          }}
        >
          <MadeFile
            name={`health-${asOf}`}
            header={['health_from', 'health_to', 'accounts_before', 'accounts_after']}
            rows={() =>
              after.counts.map((count, bin) => [...edgesOfBin(bin), before.counts[bin] ?? 0, count])
            }
          />
        </ChartTools>
      }
    >
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
        <section className="rows-scroll" tabIndex={0} aria-label={title}>
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{say('designer.spread.health')}</th>
                <th scope="col" className="right">
                  {say('designer.before')}
                </th>
                <th scope="col" className="right">
                  {say('designer.after')}
                </th>
              </tr>
            </thead>
            <tbody>
              {after.counts.map((count, bin) => (
                <tr key={rangeOf(bin)}>
                  <th scope="row">{rangeOf(bin)}</th>
                  {[
                    { name: `before-${bin}`, n: before.counts[bin] ?? 0 },
                    { name: `after-${bin}`, n: count },
                  ].map(({ name, n }) => (
                    <td key={name} className="right num">
                      {n === 0 ? (
                        0
                      ) : (
                        <button
                          type="button"
                          className="count opens"
                          aria-pressed={name === chosen}
                          onClick={() => toggle(name)}
                        >
                          {formats.integer(n)}
                        </button>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <div ref={chart}>
          <Histogram
            counts={after.counts}
            before={before.counts}
            fillOf={fillOf}
            ticks={TICKS}
            label={title}
            wordsOf={(bin) =>
              say('designer.spread.bar', {
                range: rangeOf(bin),
                before: before.counts[bin] ?? 0,
                after: after.counts[bin] ?? 0,
              })
            }
            onOpen={(bin) => toggle(`after-${bin}`)}
          />
        </div>
      )}
      <Text size="sm" c="dimmed">
        {say('designer.spread.what', {
          n: after.without,
          all: effect.accounts,
          day: formats.day(asOf),
        })}
      </Text>
    </Panel>
  );
};
