import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { QuarantineRow } from '../../api/contract/job.ts';
import { accountPath } from '../../api/contract/paths.ts';
import type { SourcesSearch } from '../app/search.ts';
import { DataTable } from '../components/data-table.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { accountQuery, quarantineQuery } from '../server/queries.ts';
import { wordFor } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';
import { useQuarantineChange } from './use-quarantine.ts';

const PAGE_ROWS = 100;

const placeColumns = [
  { id: 'file', type: 'text' },
  { id: 'record', type: 'integer' },
  { id: 'line', type: 'integer' },
  { id: 'column', type: 'text' },
  { id: 'value', type: 'text' },
  { id: 'reason', type: 'enum' },
] as const;
const discardColumns = [
  { id: 'discarded_at', type: 'instant' },
  { id: 'discarded_by', type: 'enum' },
] as const;

const cellsOf = (row: QuarantineRow) => [
  row.file,
  row.record,
  row.line,
  row.column,
  row.value,
  row.reason,
  ...(row.discarded_at === null ? [] : [row.discarded_at, row.discarded_by]),
];

interface Counted {
  value: string;
  n: number;
}

/** What is chosen stays an option when its last row has left the list. */
const withChosen = (list: readonly Counted[], chosen: string | undefined): readonly Counted[] =>
  chosen && !list.some(({ value }) => value === chosen) ? [...list, { value: chosen, n: 0 }] : list;

/** Rows that were not taken: where each stands in its file, and what is wrong with it. */
export const QuarantinePanel = () => {
  const say = useText();
  const formats = useFormats();
  const { file, reason, account, facts, page, state = 'open' } = useSearch({ from: '/sources' });
  const navigate = useNavigate({ from: '/sources' });
  const offset = Math.max(0, Number.parseInt(page ?? '1', 10) - 1 || 0) * PAGE_ROWS;
  const filter = { ...(file ? { file } : {}), ...(reason ? { reason } : {}) };
  const named = account === undefined ? {} : { account: Number(account) };
  const list = useQuery(
    quarantineQuery({ ...filter, ...named, ...(facts ? { facts } : {}), state }, offset),
  );
  const changing = useQuarantineChange();
  if (list.isPending) return <BlockSkeleton height={300} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const { total, files, reasons, rows, n_open, n_discarded } = list.data;
  if (n_open + n_discarded === 0) {
    return <Empty title={say('quarantine.none')}>{say('quarantine.none.why')}</Empty>;
  }
  const go = (
    change: Pick<SourcesSearch, 'file' | 'reason' | 'account' | 'facts' | 'page' | 'state'>,
  ) =>
    void navigate({
      search: (was) => ({ ...was, page: undefined, ...change }),
      replace: true,
      resetScroll: false,
    });
  const options = (all: string, family: string, chosen: string | undefined, list: Counted[]) => [
    { value: '', label: say(all) },
    ...withChosen(list, chosen).map(({ value, n }) => ({
      value,
      label: say('customers.option', { value: wordFor(say, family, value), n }),
    })),
  ];
  const isOpen = state === 'open';
  const to = isOpen ? 'discarded' : 'open';
  const isFiltered = Boolean(file || reason || account || facts);
  const last = Math.min(total, offset + rows.length);
  return (
    <Stack gap="sm">
      <Text>{say(isOpen ? 'quarantine.what' : 'quarantine.discarded.what')}</Text>
      {(account !== undefined || facts !== undefined) && (
        <OfCustomer
          account={account}
          onClear={() => go({ ...filter, account: undefined, facts: undefined })}
        />
      )}
      <Group gap="xs">
        <NativeSelect
          aria-label={say('quarantine.state')}
          value={state}
          onChange={(event) =>
            go({
              state: event.currentTarget.value === 'discarded' ? 'discarded' : undefined,
              file: undefined,
              reason: undefined,
            })
          }
          data={[
            { value: 'open', label: say('quarantine.state.open', { n: n_open }) },
            { value: 'discarded', label: say('quarantine.state.discarded', { n: n_discarded }) },
          ]}
        />
        <NativeSelect
          aria-label={say('column.file')}
          value={file ?? ''}
          onChange={(event) => go({ file: event.currentTarget.value })}
          data={options('quarantine.file.all', 'file', file, files)}
        />
        <NativeSelect
          aria-label={say('column.reason')}
          value={reason ?? ''}
          onChange={(event) => go({ reason: event.currentTarget.value })}
          data={options('quarantine.reason.all', 'reason', reason, reasons)}
        />
        {isFiltered && total > 1 && (
          <Button
            variant="default"
            size="compact-md"
            loading={changing.isPending}
            onClick={() =>
              changing.mutate({
                to,
                choice: { ...filter, ...named, ...(facts ? { facts: facts.split(',') } : {}) },
              })
            }
          >
            {say(isOpen ? 'quarantine.discard.all' : 'quarantine.restore.all', { n: total })}
          </Button>
        )}
      </Group>
      {changing.isSuccess && (
        <Text size="sm" role="status">
          {changedText(say, changing.variables.to, changing.data.n)}
        </Text>
      )}
      {changing.isError && (
        <Text c="error" size="sm" role="alert">
          {changing.error.message}
        </Text>
      )}
      <DataTable
        label={say('quarantine.list')}
        columns={isOpen ? placeColumns : [...placeColumns, ...discardColumns]}
        rows={rows.map(cellsOf)}
        action={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          const place = { file: row.file, record: row.record };
          return (
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={changing.isPending}
              aria-label={say(
                isOpen ? 'quarantine.discard.which' : 'quarantine.restore.which',
                place,
              )}
              onClick={() => changing.mutate({ to, choice: { ids: [row.id] } })}
            >
              {say(isOpen ? 'quarantine.discard' : 'quarantine.restore')}
            </Button>
          );
        }}
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

interface OfCustomerProps {
  account: string | undefined;
  onClear: () => void;
}

/** That only rows behind a KPI of one customer are shown, and the way to all. */
const OfCustomer = ({ account, onClear }: OfCustomerProps) => {
  const say = useText();
  const found = useQuery({
    ...accountQuery(accountPath(Number(account ?? 0)), undefined),
    enabled: account !== undefined,
  });
  return (
    <Group gap="xs">
      <Text size="sm">
        {found.data === undefined
          ? say('quarantine.of_some')
          : say('quarantine.of_customer', { name: found.data.name })}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        {say('quarantine.of_all')}
      </Button>
    </Group>
  );
};

const changedText = (say: Say, to: 'discarded' | 'open', n: number): string =>
  say(to === 'discarded' ? 'quarantine.discarded' : 'quarantine.restored', { n });
