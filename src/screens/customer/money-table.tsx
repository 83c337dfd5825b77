import type { Cell } from '../../api/contract/kpi.ts';
import { DataTable } from '../components/data-table.tsx';
import { useText } from '../text/text.ts';

type Column<Row> = Parameters<typeof DataTable>[0]['columns'][number] & {
  cell: (row: Row) => Cell;
};

interface Props<Row> {
  name: 'invoices' | 'renewals' | 'subscriptions';
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  isOpen?: boolean;
}

/** One kind of contract, folded below its count; nothing where there is none. */
export const MoneyTable = <Row,>({ name, columns, rows, isOpen = false }: Props<Row>) => {
  const say = useText();
  if (rows.length === 0) return null;
  const title = say(`money.${name}`, { n: rows.length });
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <DataTable
        label={title}
        columns={columns}
        rows={rows.map((row) => columns.map(({ cell }) => cell(row)))}
      />
    </details>
  );
};
