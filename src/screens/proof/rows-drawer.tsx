import { Button, Drawer, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileLink } from '../components/file-link.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';
import { askedOf, proofRowsQuery } from './proof-queries.ts';
import type { ProofSearch } from './proof-search.ts';
import { queryOfRows, type RowFilter, rowsOfWords } from './row-filter.ts';
import { RowsTable } from './rows-table.tsx';

/** Which rows these are, in words. */
const wordsOf = (say: Say, filter: RowFilter, day: (date: string) => string): string[] => {
  const { band, month, decile, health_from, churned, judged, scored, warned } = filter;
  const { proposed, kpi, read = true } = filter;
  return [
    ...(band === undefined ? [] : [say('proof.rows.band', { band: say(`band.${band}`) })]),
    ...(month === undefined ? [] : [say('proof.rows.month', { day: day(month) })]),
    ...(decile === undefined ? [] : [say('proof.rows.decile', { n: decile })]),
    ...(health_from === undefined
      ? []
      : [say('proof.rows.health', { from: health_from, to: health_from + 10 })]),
    ...(kpi === undefined
      ? []
      : [say(read ? 'proof.rows.read' : 'proof.rows.unread', { kpi: kpiName(say, kpi) })]),
    ...(proposed === undefined
      ? []
      : [say(proposed ? 'proof.rows.proposed' : 'proof.rows.not_proposed')]),
    ...(churned === undefined ? [] : [say(churned ? 'proof.rows.churned' : 'proof.rows.stayed')]),
    ...(judged === undefined ? [] : [say(judged ? 'proof.rows.judged' : 'proof.rows.not_judged')]),
    ...(scored === undefined ? [] : [say(scored ? 'proof.rows.scored' : 'proof.rows.unscored')]),
    ...(warned === undefined ? [] : [say(warned ? 'proof.rows.warned' : 'proof.rows.not_warned')]),
  ];
};

/** The rows behind a count of the backtest: which customer stood where at which month-end, and what came of it. */
export const RowsDrawer = ({ search }: { search: ProofSearch & { rows: string } }) => {
  const say = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const filter = rowsOfWords(search.rows);
  const rows = useInfiniteQuery(proofRowsQuery(search, filter));
  const close = () =>
    void navigate({
      to: '/proof',
      search: (was) => ({ ...was, rows: undefined }),
      resetScroll: false,
    });
  const words = wordsOf(say, filter, formats.day);
  const head = rows.data?.pages[0];
  const shown = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    // Put together by hand: the header of a plain Drawer is a second banner of the page.
    <Drawer.Root opened onClose={close} position="right" size="min(940px, 100vw)">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body p="md">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Drawer.Title fz="h4" fw={650}>
              {words.length === 0 ? say('proof.rows.all') : words.join(' · ')}
            </Drawer.Title>
            <Drawer.CloseButton aria-label={say('proof.rows.close')} />
          </Group>
          {rows.isPending && <BlockSkeleton height={320} />}
          {rows.isError && <Failed error={rows.error} onRetry={() => void rows.refetch()} />}
          {head && (
            <>
              <Group gap="md" my="xs">
                <Text size="sm">
                  {say('proof.rows.counts', {
                    n: head.n,
                    accounts: head.accounts,
                    churned: head.churned,
                    churned_accounts: head.churned_accounts,
                  })}
                </Text>
                <FileLink
                  path="/api/v1/proof/rows.csv"
                  query={{ ...askedOf(search), ...queryOfRows(filter) }}
                />
              </Group>
              {shown.length > 0 && <RowsTable rows={shown} filter={filter} />}
              {rows.hasNextPage && (
                <Button
                  mt="xs"
                  size="compact-md"
                  variant="default"
                  loading={rows.isFetchingNextPage}
                  onClick={() => void rows.fetchNextPage()}
                >
                  {say('proof.rows.more', { n: head.n - shown.length })}
                </Button>
              )}
            </>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
};
