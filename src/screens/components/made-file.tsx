import { Button } from '@mantine/core';
import { BYTE_ORDER_MARK, type SheetCell, sheetLine } from '../../lib/sheet-line.ts';
import { useFormats, useText } from '../text/text.ts';
import { saveFile } from './save-file.ts';

interface Props {
  /** Without its ending. */
  name: string;
  header: readonly string[];
  /** Asked for when the file is wanted. */
  rows: () => readonly (readonly SheetCell[])[];
}

/** Downloads figures that the browser has at hand as CSV, as spreadsheets of the language shown read it. */
export const MadeFile = ({ name, header, rows }: Props) => {
  const say = useText();
  const { locale } = useFormats();
  const download = () => {
    const lines = [header, ...rows()].map((row) => sheetLine(row, locale));
    saveFile(`${name}.csv`, new Blob([BYTE_ORDER_MARK, ...lines], { type: 'text/csv' }));
  };
  return (
    <Button variant="subtle" size="compact-sm" onClick={download}>
      {say('chart.csv')}
    </Button>
  );
};
