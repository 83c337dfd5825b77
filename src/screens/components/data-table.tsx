import { VisuallyHidden } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { Cell, ColumnType } from '../../api/contract/kpi.ts';
import type { Formats } from '../../lib/format/format.ts';
import { wordFor } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';

interface Column {
  id: string;
  /** `money`: an amount that is written out already. `score`: a health, cut off as everywhere. */
  type: ColumnType | 'share' | 'money' | 'score';
}

interface Props {
  /** Name of the region, for screen readers. */
  label: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** What can be done with the row at a place, in a column of its own. */
  action?: (index: number) => ReactNode;
}

/** Rows are put into the document as they come in sight from this many on. */
const WINDOWED_FROM = 200;
const ROW_HEIGHT = 34;

const numeric = new Set<Column['type']>([
  'integer',
  'number',
  'minutes',
  'amount',
  'share',
  'money',
  'score',
]);

/** A cell as its column's type has it; enumerated values by the words of their column. */
const cellText = (say: Say, formats: Formats, column: Column, value: Cell): string => {
  if (typeof value === 'boolean') return say(value ? 'cell.yes' : 'cell.no');
  if (typeof value === 'number') {
    switch (column.type) {
      case 'integer':
        return formats.integer(value);
      case 'minutes':
        return formats.minutes(value);
      case 'amount':
        return formats.fixed(value, 2);
      case 'share':
        return formats.percent(value);
      case 'score':
        return formats.score(value);
      default:
        return formats.decimal(value, 2);
    }
  }
  if (value === null) return '—';
  if (column.type === 'day') return formats.day(value);
  if (column.type === 'instant') return formats.instant(value);
  return column.type === 'enum' ? wordFor(say, column.id, value) : value;
};

/** Figures stand right; ids and days stay on one line, so that they can be read and copied whole. */
const cellClass = ({ id, type }: Column): string => {
  if (numeric.has(type)) return 'right num';
  return type === 'text' && !id.endsWith('_id') ? '' : 'num';
};

const columnName = (say: Say, id: string): string =>
  say.has(`column.${id}`) ? say(`column.${id}`) : id;

/** A table of rows of any number, typed column by column. */
export const DataTable = ({ label, columns, rows, action }: Props) => {
  const say = useText();
  const formats = useFormats();
  const scroll = useRef<HTMLElement>(null);
  const isWindowed = rows.length >= WINDOWED_FROM;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
    enabled: isWindowed,
  });
  const width = columns.length + (action ? 1 : 0);
  const windowed = virtual.getVirtualItems();
  const shown = isWindowed ? windowed.map(({ index }) => index) : rows.map((_, index) => index);
  const before = isWindowed ? (windowed.at(0)?.start ?? 0) : 0;
  const after = isWindowed ? virtual.getTotalSize() - (windowed.at(-1)?.end ?? 0) : 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section ref={scroll} className="rows-scroll" tabIndex={0} aria-label={label}>
      <table className="rows" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={numeric.has(column.type) ? 'right' : undefined}
              >
                {columnName(say, column.id)}
              </th>
            ))}
            {action && (
              <th scope="col">
                <VisuallyHidden>{say('column.action')}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden>
              <td colSpan={width} style={{ height: before, padding: 0 }} />
            </tr>
          )}
          {shown.map((index) => (
            <tr key={index} aria-rowindex={index + 2}>
              {columns.map((column, at) => {
                const value = rows[index]?.[at] ?? null;
                return (
                  <td key={column.id} className={cellClass(column)}>
                    {cellText(say, formats, column, value === '' ? null : value)}
                  </td>
                );
              })}
              {action && <td className="right">{action(index)}</td>}
            </tr>
          ))}
          {after > 0 && (
            <tr aria-hidden>
              <td colSpan={width} style={{ height: after, padding: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
};
