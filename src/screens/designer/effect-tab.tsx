import { Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef } from 'react';
import { Band } from '../app/search-words.ts';
import { BandMatrix } from '../charts/band-matrix.tsx';
import { ChartTools } from '../charts/chart-tools.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { DesignerSearch } from './designer-search.ts';
import { type Chosen, listedAccounts } from './listed-accounts.ts';
import { MovedAccounts } from './moved-accounts.tsx';
import { SpreadPanel } from './spread-panel.tsx';
import type { Effect, Scored } from './use-effect-of.ts';

interface Props {
  effect: Effect;
  scored: Scored;
  /** Lower edges that the bars are coloured by. */
  edges: { healthy: number; attention: number };
  /** What the past says of it. */
  backtest: ReactNode;
}

/** Who changes band, from where to where, and how health spreads before and after. */
export const EffectTab = ({ effect, scored, edges, backtest }: Props) => {
  const say = useText();
  const formats = useFormats();
  const matrix = useRef<HTMLDivElement>(null);
  const { from, to, bin }: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const listed = useMemo(() => listedAccounts(effect, { from, to, bin }), [effect, from, to, bin]);
  const choose = (chosen: Chosen) =>
    void navigate({
      search: (was) => ({ ...was, from: chosen.from, to: chosen.to, bin: chosen.bin }),
      replace: true,
      resetScroll: false,
    });
  const { as_of } = scored.readings;
  return (
    <div className="blocks designer-blocks">
      <div className="block-column">
        <Panel
          title={say('designer.who')}
          aside={
            <ChartTools
              picture={{
                of: matrix,
                name: `bands-${as_of}`,
                title: say('designer.who'),
                about: say('chart.about', {
                  unit: say('chart.unit.customers'),
                  n: formats.integer(effect.accounts),
                  day: formats.day(as_of),
                }),
              }}
            >
              <MadeFile
                name={`bands-${as_of}`}
                header={['from', ...Band]}
                rows={() => Band.map((band, row) => [band, ...(effect.matrix[row] ?? [])])}
              />
            </ChartTools>
          }
        >
          <div ref={matrix}>
            <BandMatrix
              matrix={effect.matrix}
              chosen={from !== undefined && to !== undefined ? { from, to } : null}
              onChoose={(cell) => choose(cell ?? {})}
            />
          </div>
          <Text size="sm" c="dimmed" mt="xs">
            {say('designer.matrix.what')}
          </Text>
        </Panel>
        <SpreadPanel
          effect={effect}
          asOf={as_of}
          edges={edges}
          chosen={bin}
          onChoose={(bar) => choose({ bin: bar })}
        />
      </div>
      <div className="block-column">
        <MovedAccounts
          listed={listed}
          chosen={{ from, to, bin }}
          effect={effect}
          scored={scored}
          opensTest
        />
        {backtest}
      </div>
    </div>
  );
};
