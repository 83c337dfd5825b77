import { Button, Drawer, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OutcomeRowFilter } from '../../api/contract/action.ts';
import { FileLink } from '../components/file-link.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { outcomeRowsQuery } from './action-queries.ts';
import { OutcomeRowsTable } from './outcome-rows-table.tsx';

const sideMessages: Record<OutcomeRowFilter['side'], string> = {
  taken: 'outcome.column.taken',
  others: 'outcome.column.others',
  left_out: 'outcome.column.left_out',
};

interface Props {
  rule: string;
  filter: OutcomeRowFilter;
  /** In words: of the KPI, or health. */
  figure: string;
}

/** The customers behind a count of an outcome, each with the figure at the start and after. */
export const OutcomeDrawer = ({ rule, filter, figure }: Props) => {
  const say = useText();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/actions' });
  const rows = useInfiniteQuery(outcomeRowsQuery(rule, filter));
  const close = () =>
    void navigate({ search: (was) => ({ ...was, rows: undefined }), resetScroll: false });
  const head = rows.data?.pages[0];
  const shown = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    // Put together by hand: the header of a plain Drawer is a second banner of the page.
    <Drawer.Root opened onClose={close} position="right" size="min(760px, 100vw)">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body p="md">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Drawer.Title fz="h4" fw={650}>
              {say('outcome.rows.title', { side: say(sideMessages[filter.side]), figure })}
            </Drawer.Title>
            <Drawer.CloseButton aria-label={say('outcome.rows.close')} />
          </Group>
          {rows.isPending && <BlockSkeleton height={320} />}
          {rows.isError && <Failed error={rows.error} onRetry={() => void rows.refetch()} />}
          {head && (
            <>
              <Group gap="md" my="xs">
                <Text size="sm">
                  {say('outcome.rows.n', { n: formats.integer(head.n), days: filter.days })}
                </Text>
                <FileLink
                  path={`/api/v1/action-rules/${encodeURIComponent(rule)}/outcome.csv`}
                  query={{ ...filter }}
                />
              </Group>
              {shown.length > 0 && (
                <OutcomeRowsTable rows={shown} unit={head.unit} figure={filter.figure} />
              )}
              {rows.hasNextPage && (
                <Button
                  mt="xs"
                  size="compact-md"
                  variant="default"
                  loading={rows.isFetchingNextPage}
                  onClick={() => void rows.fetchNextPage()}
                >
                  {say('actions.more', { n: head.n - shown.length })}
                </Button>
              )}
            </>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
};
