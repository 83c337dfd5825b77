import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../app/as-of-day.ts';
import { DataTable } from '../components/data-table.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { kpiRowsQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

/** Exactly the rows that a reading rests on. */
export const KpiRows = ({ account, part }: { account: string; part: ShownPart }) => {
  const say = useText();
  const formats = useFormats();
  const { chosen, day } = useAsOf();
  const found = useQuery(kpiRowsQuery(account, part.id, chosen));
  if (found.isPending) return <BlockSkeleton height={160} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { rows, columns, from } = found.data;
  const title =
    from === null
      ? say('rows.title', { n: rows.length, to: formats.day(day) })
      : say('rows.title.window', {
          n: rows.length,
          from: formats.day(from),
          to: formats.day(day),
        });
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {rows.length > 0 && <DataTable label={title} columns={columns} rows={rows} />}
    </Stack>
  );
};
