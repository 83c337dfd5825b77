import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormats, useText } from '../text/text.ts';
import { type RowFilter, wordsOfRows } from './row-filter.ts';

/** A count that opens the rows behind it. */
export const RowsLink = ({ filter, children }: { filter: RowFilter; children: ReactNode }) => {
  const say = useText();
  return (
    <Link
      to="/proof"
      search={(was) => ({ ...was, rows: wordsOfRows(filter) })}
      resetScroll={false}
      className="opens"
      title={say('proof.open_rows')}
    >
      {children}
    </Link>
  );
};

/** A number of rows that opens them; behind a nought there are none. */
export const RowCount = ({ n, filter }: { n: number; filter: RowFilter }) => {
  const formats = useFormats();
  const text = formats.integer(n);
  return n === 0 ? text : <RowsLink filter={filter}>{text}</RowsLink>;
};

interface CountProps {
  filter: RowFilter;
  counts: { n: number; churned: number };
}

/** "12 of 340": those that left of all; each of both opens its rows. */
export const CountLinks = ({ filter, counts: { n, churned } }: CountProps) => {
  const say = useText();
  return (
    <>
      <RowCount n={churned} filter={{ ...filter, churned: true }} /> {say('proof.of')}{' '}
      <RowCount n={n} filter={filter} />
    </>
  );
};
