import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Cell, ColumnType } from '../../api/contract/kpi.ts';
import { DataTable } from '../components/data-table.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { changeRowsQuery, type Span } from './change-queries.ts';

interface TableProps {
  title: string;
  columns: readonly { id: string; type: ColumnType }[];
  rows: readonly (readonly Cell[])[];
}

const Table = ({ title, columns, rows }: TableProps) =>
  rows.length === 0 ? null : (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <DataTable label={title} columns={columns} rows={rows} />
    </Stack>
  );

interface Props {
  account: string;
  kpi: string;
  span: Span;
}

/** The facts that moved a reading: what came into it, what left it, and what is judged otherwise now. */
export const ChangeRows = ({ account, kpi, span }: Props) => {
  const say = useText();
  const formats = useFormats();
  const found = useQuery(changeRowsQuery(account, kpi, span));
  if (found.isPending) return <BlockSkeleton height={120} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { columns, entered, left, changed, n_unchanged, from, to } = found.data;
  if (entered.length + left.length + changed.length === 0) {
    return <Text size="sm">{say('change.rows.none', { n: n_unchanged })}</Text>;
  }
  const days = { from: formats.day(from), to: formats.day(to) };
  return (
    <Stack gap="sm">
      <Table
        title={say('change.rows.changed', { n: changed.length })}
        columns={[{ id: 'state_on', type: 'day' }, ...columns]}
        rows={changed.flatMap(({ before, after }) => [
          [from, ...before],
          [to, ...after],
        ])}
      />
      <Table
        title={say('change.rows.entered', { n: entered.length, ...days })}
        columns={columns}
        rows={entered}
      />
      <Table
        title={say('change.rows.left', { n: left.length, ...days })}
        columns={columns}
        rows={left}
      />
      {n_unchanged > 0 && (
        <Text size="sm" c="dimmed">
          {say('change.rows.unchanged', { n: n_unchanged })}
        </Text>
      )}
    </Stack>
  );
};
