import { Button } from '@mantine/core';
import { csvLine } from '../../lib/csv-line.ts';
import { useText } from '../text/text.ts';
import { saveFile } from './save-file.ts';

type Cell = string | number | null;

interface Props {
  /** Without its ending. */
  name: string;
  header: readonly string[];
  /** Asked for when the file is wanted. */
  rows: () => readonly (readonly Cell[])[];
}

/** A spreadsheet takes text that begins like this for a formula. */
const LIKE_FORMULA = /^[=+@\t\r-]/;

const safe = (cell: Cell): Cell =>
  typeof cell === 'string' && LIKE_FORMULA.test(cell) ? `'${cell}` : cell;

/** Downloads figures that the browser has at hand as CSV. */
export const MadeFile = ({ name, header, rows }: Props) => {
  const say = useText();
  const download = () => {
    const lines = [header, ...rows().map((row) => row.map(safe))].map(csvLine);
    saveFile(`${name}.csv`, new Blob(lines, { type: 'text/csv' }));
  };
  return (
    <Button variant="subtle" size="compact-sm" onClick={download}>
      {say('chart.csv')}
    </Button>
  );
};
