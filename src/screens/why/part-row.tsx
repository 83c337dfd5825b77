import { Stack, Text } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import type { HealthExplanation } from '../../api/contract/health.ts';
import { BlockSkeleton } from '../components/states.tsx';
import { kpiQuestion } from '../text/kpi-words.ts';
import { useText } from '../text/text.ts';
import { Formula } from './formula.tsx';
import { KpiRows } from './kpi-rows.tsx';
import { PartSources } from './part-facts.tsx';
import { PartFigures } from './part-figures.tsx';
import { PartLine } from './part-line.tsx';
import type { PartFacts } from './part-words.ts';
import type { ShownPart } from './shown-parts.ts';

const PartHistory = lazy(() => import('./part-history.tsx'));
const SlaPanel = lazy(() => import('./sla-panel.tsx'));

interface Props {
  part: ShownPart;
  widest: number;
  explanation: HealthExplanation;
  account: string;
  /** Undefined until they are known. */
  facts: PartFacts | undefined;
  isOpen: boolean;
  onToggle: () => void;
}

/** One KPI of the lollipop; opens to its formula, its other figures and its rows. */
export const PartRow = ({ part, widest, explanation, account, facts, isOpen, onToggle }: Props) => {
  const say = useText();
  const id = useId();
  const [isTold, tell] = useState(false);
  const question = kpiQuestion(say, part.id);
  return (
    <li>
      <button
        type="button"
        className="lollipop-row full"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
        onFocus={({ currentTarget }) => tell(currentTarget.matches(':focus-visible'))}
        onBlur={() => tell(false)}
        onMouseOver={({ target }) =>
          tell(target instanceof Element && target.closest('.as-of') !== null)
        }
        onMouseLeave={() => tell(false)}
      >
        <PartLine
          part={part}
          widest={widest}
          hasHealth={explanation.health !== null}
          day={explanation.as_of}
          facts={facts}
          isTold={isTold}
          onTold={() => tell(false)}
        />
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
            {facts !== undefined && <PartSources facts={facts} accountId={explanation.id} />}
          </Stack>
        )}
      </div>
    </li>
  );
};
