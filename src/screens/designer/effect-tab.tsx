import { Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { histogram } from '../../scoring/portfolio.ts';
import { movedAccounts } from '../../scoring/portfolio-effect.ts';
import { Band } from '../app/search-words.ts';
import { BandMatrix } from '../charts/band-matrix.tsx';
import { Histogram } from '../charts/histogram.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { DesignerSearch } from './designer-search.ts';
import { MovedAccounts } from './moved-accounts.tsx';
import type { Effect, Scored } from './use-effect-of.ts';

interface Props {
  effect: Effect;
  scored: Scored;
  /** Lower edges that the bars are coloured by. */
  edges: { healthy: number; attention: number };
  /** What the past says of it. */
  backtest: ReactNode;
}

const BINS = 20;
const RANGE = { from: 0, to: 100, bins: BINS };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, label: String(at * 100) }));

/** Who changes band, from where to where, and how health spreads before and after. */
export const EffectTab = ({ effect, scored, edges, backtest }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { from, to }: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const { before, after } = effect;
  const cell = from !== undefined && to !== undefined ? { from, to } : null;
  const moved = useMemo(
    () =>
      movedAccounts(
        before,
        after,
        from !== undefined && to !== undefined
          ? { from: Band.indexOf(from), to: Band.indexOf(to) }
          : undefined,
      ),
    [before, after, from, to],
  );
  const spreadBefore = useMemo(() => histogram(before.health, RANGE), [before]);
  const spreadAfter = useMemo(() => histogram(after.health, RANGE), [after]);
  const perBin = (RANGE.to - RANGE.from) / BINS;
  const colour = (bin: number): string => {
    const middle = (bin + 0.5) * perBin;
    const band =
      middle >= edges.healthy ? 'healthy' : middle >= edges.attention ? 'attention' : 'at_risk';
    return `var(--${band}-fill)`;
  };
  return (
    <div className="blocks designer-blocks">
      <div className="block-column">
        <Panel title={say('designer.who')}>
          <BandMatrix
            matrix={effect.matrix}
            chosen={cell}
            onChoose={(chosen) =>
              void navigate({
                search: (was) => ({ ...was, from: chosen?.from, to: chosen?.to }),
                replace: true,
                resetScroll: false,
              })
            }
          />
          <Text size="sm" c="dimmed" mt="xs">
            {say('designer.matrix.what')}
          </Text>
        </Panel>
        <Panel title={say('designer.spread')}>
          <Histogram
            counts={spreadAfter.counts}
            before={spreadBefore.counts}
            fillOf={colour}
            ticks={TICKS}
            label={say('designer.spread.label', {
              before: effect.meanBefore === null ? '—' : formats.score(effect.meanBefore),
              after: effect.meanAfter === null ? '—' : formats.score(effect.meanAfter),
            })}
          />
          <Text size="sm" c="dimmed">
            {say('designer.spread.what', { n: spreadAfter.without })}
          </Text>
        </Panel>
      </div>
      <div className="block-column">
        <MovedAccounts moved={moved} cell={cell} effect={effect} scored={scored} />
        {backtest}
      </div>
    </div>
  );
};
