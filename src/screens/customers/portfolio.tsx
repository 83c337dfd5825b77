import { Button } from '@mantine/core';
import { lazy, Suspense, useId } from 'react';
import { BlockSkeleton } from '../components/states.tsx';
import { laterTexts } from '../text/locale.ts';
import { useText } from '../text/text.ts';

// With its texts: neither belongs to the first visit.
const PortfolioPanels = lazy(async () => {
  const [{ PortfolioPanels: panels }] = await Promise.all([
    import('../portfolio/portfolio-panels.tsx'),
    laterTexts(),
  ]);
  return { default: panels };
});

interface Props {
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

/** The portfolio as a whole, folded away until somebody asks. */
export const Portfolio = ({ isOpen, onToggle }: Props) => {
  const say = useText();
  const id = useId();
  return (
    <section aria-label={say('customers.portfolio')}>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isOpen}
        aria-controls={id}
        h="auto"
        styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
        leftSection={<span aria-hidden>{isOpen ? '▾' : '▸'}</span>}
        onClick={() => onToggle(!isOpen)}
      >
        {say('customers.portfolio')}
      </Button>
      <div id={id}>
        {isOpen && (
          <Suspense fallback={<BlockSkeleton height={360} />}>
            <PortfolioPanels />
          </Suspense>
        )}
      </div>
    </section>
  );
};
