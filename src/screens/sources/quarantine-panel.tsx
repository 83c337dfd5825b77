import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SourcesSearch } from '../app/search.ts';
import { DataTable } from '../components/data-table.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { quarantineQuery } from '../server/queries.ts';
import { wordFor } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

const PAGE_ROWS = 100;

/** Rows that were not taken: where each stands in its file, and what is wrong with it. */
export const QuarantinePanel = () => {
  const say = useText();
  const formats = useFormats();
  const { file, reason, page } = useSearch({ from: '/sources' });
  const navigate = useNavigate({ from: '/sources' });
  const offset = Math.max(0, Number.parseInt(page ?? '1', 10) - 1 || 0) * PAGE_ROWS;
  const filter = { ...(file ? { file } : {}), ...(reason ? { reason } : {}) };
  const list = useQuery(quarantineQuery(filter, offset));
  if (list.isPending) return <BlockSkeleton height={300} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const { total, files, reasons, rows } = list.data;
  if (files.length === 0) {
    return <Empty title={say('quarantine.none')}>{say('quarantine.none.why')}</Empty>;
  }
  const go = (change: Pick<SourcesSearch, 'file' | 'reason' | 'page'>) =>
    void navigate({
      search: (was) => ({ ...was, page: undefined, ...change }),
      replace: true,
      resetScroll: false,
    });
  const options = (all: string, family: string, list: { value: string; n: number }[]) => [
    { value: '', label: say(all) },
    ...list.map(({ value, n }) => ({
      value,
      label: say('customers.option', { value: wordFor(say, family, value), n }),
    })),
  ];
  const last = Math.min(total, offset + rows.length);
  return (
    <Stack gap="sm">
      <Text>{say('quarantine.what')}</Text>
      <Group gap="xs">
        <NativeSelect
          aria-label={say('column.file')}
          value={file ?? ''}
          onChange={(event) => go({ file: event.currentTarget.value })}
          data={options('quarantine.file.all', 'file', files)}
        />
        <NativeSelect
          aria-label={say('column.reason')}
          value={reason ?? ''}
          onChange={(event) => go({ reason: event.currentTarget.value })}
          data={options('quarantine.reason.all', 'reason', reasons)}
        />
      </Group>
      <DataTable
        label={say('quarantine.list')}
        columns={[
          { id: 'file', type: 'text' },
          { id: 'record', type: 'integer' },
          { id: 'line', type: 'integer' },
          { id: 'column', type: 'text' },
          { id: 'value', type: 'text' },
          { id: 'reason', type: 'enum' },
        ]}
        rows={rows.map((row) => [
          row.file,
          row.record,
          row.line,
          row.column,
          row.value,
          row.reason,
        ])}
      />
      <Group gap="xs">
        <Button
          size="compact-md"
          variant="default"
          disabled={offset === 0}
          onClick={() => go({ ...filter, page: String(offset / PAGE_ROWS) })}
        >
          {say('page.previous')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          disabled={last >= total}
          onClick={() => go({ ...filter, page: String(offset / PAGE_ROWS + 2) })}
        >
          {say('page.next')}
        </Button>
        <Text size="sm" c="dimmed">
          {say('page.range', {
            first: formats.integer(total === 0 ? 0 : offset + 1),
            last: formats.integer(last),
            total: formats.integer(total),
          })}
        </Text>
      </Group>
    </Stack>
  );
};
