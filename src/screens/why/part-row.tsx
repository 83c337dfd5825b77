import { Stack, Text } from '@mantine/core';
import { lazy, Suspense, useId } from 'react';
import type { HealthExplanation } from '../../api/contract/health.ts';
import { BlockSkeleton } from '../components/states.tsx';
import { kpiQuestion } from '../text/kpi-words.ts';
import { useText } from '../text/text.ts';
import { Formula } from './formula.tsx';
import { KpiRows } from './kpi-rows.tsx';
import { PartFigures } from './part-figures.tsx';
import { PartLine } from './part-line.tsx';
import type { ShownPart } from './shown-parts.ts';

const PartHistory = lazy(() => import('./part-history.tsx'));
const SlaPanel = lazy(() => import('./sla-panel.tsx'));

interface Props {
  part: ShownPart;
  widest: number;
  explanation: HealthExplanation;
  account: string;
  isOpen: boolean;
  onToggle: () => void;
}

/** One KPI of the lollipop; opens to its formula, its other figures and its rows. */
export const PartRow = ({ part, widest, explanation, account, isOpen, onToggle }: Props) => {
  const say = useText();
  const id = useId();
  const question = kpiQuestion(say, part.id);
  return (
    <li>
      <button
        type="button"
        className="lollipop-row"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <PartLine part={part} widest={widest} />
      </button>
      <div id={id} hidden={!isOpen} data-unpictured>
        {isOpen && (
          <Stack gap="sm" className="open-part">
            {question !== null && (
              <Text fs="italic" c="dimmed">
                {question}
              </Text>
            )}
            <Formula part={part} explanation={explanation} />
            <PartFigures part={part} />
            <Suspense fallback={<BlockSkeleton height={220} />}>
              <PartHistory account={account} name={explanation.name} part={part} />
            </Suspense>
            {part.id === 'sla' && (
              <Suspense fallback={<BlockSkeleton height={180} />}>
                <SlaPanel account={account} />
              </Suspense>
            )}
            <KpiRows account={account} part={part} />
          </Stack>
        )}
      </div>
    </li>
  );
};
