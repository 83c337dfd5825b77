import type { ReactNode } from 'react';
import { useText } from '../text/text.ts';

/** A table of the backtest, that scrolls by itself where it is too wide; `title` is that of its panel. */
export const ProofTable = ({ title, children }: { title: string; children: ReactNode }) => {
  const say = useText();
  return (
    <section
      className="rows-scroll proof-scroll"
      aria-label={say('proof.table', { title })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to get there.
      tabIndex={0}
    >
      <table className="rows proof-rows">{children}</table>
    </section>
  );
};
