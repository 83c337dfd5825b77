import type { ReactNode } from 'react';

/** A table of the backtest, that scrolls by itself where it is too wide. */
export const ProofTable = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to get there.
  <section className="rows-scroll proof-scroll" aria-label={label} tabIndex={0}>
    <table className="rows proof-rows">{children}</table>
  </section>
);
