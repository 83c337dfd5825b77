import type { ReactNode, RefObject } from 'react';
import type { Proof } from '../../api/contract/proof.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  proof: Proof;
  of: RefObject<HTMLElement | null>;
  /** What the figures are, for the name of the file. */
  name: string;
  title: string;
  unit: string;
  /** Rows that the figures rest on; all of the backtest where absent. */
  counts?: { n: number; churned: number };
  /** The figures as CSV. */
  children: ReactNode;
}

/** What a figure of the backtest offers, with n and the month-ends it rests on. */
export const ProofTools = ({ proof, of, name, title, unit, counts, children }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { n, churned } = counts ?? { n: proof.rows, churned: proof.churned_rows };
  return (
    <ChartTools
      picture={{
        of,
        name,
        title,
        about: say('chart.about.horizon', {
          unit,
          n: formats.integer(n),
          churned: formats.integer(churned),
          horizon: proof.horizon_days,
          from: proof.from === null ? '' : formats.day(proof.from),
          to: proof.to === null ? '' : formats.day(proof.to),
        }),
      }}
    >
      {children}
    </ChartTools>
  );
};
