import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../app/as-of-day.ts';
import { DataTable } from '../components/data-table.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { accountSlaQuery } from '../server/sla-queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { SlaBreaches } from './sla-breaches.tsx';
import { SlaWhatIf } from './sla-what-if.tsx';

const columns: Parameters<typeof DataTable>[0]['columns'] = [
  { id: 'metric', type: 'enum' },
  { id: 'concluded', type: 'integer' },
  { id: 'kept', type: 'share' },
  { id: 'promised_minutes', type: 'minutes' },
  { id: 'internal_kept', type: 'share' },
  { id: 'internal_minutes', type: 'minutes' },
  { id: 'margin_minutes', type: 'minutes' },
];

/** Promises metric by metric and month by month, who else was breached, and what another target would have meant. */
const SlaPanel = ({ account }: { account: string }) => {
  const say = useText();
  const formats = useFormats();
  const { chosen, day } = useAsOf();
  const sla = useQuery(accountSlaQuery(account, chosen));
  if (sla.isPending) return <BlockSkeleton height={180} />;
  if (sla.isError) return <Failed error={sla.error} onRetry={() => void sla.refetch()} />;
  const { metrics, months, permanent, threshold, from } = sla.data;
  const title = say('sla.metrics', { from: formats.day(from), to: formats.day(day) });
  const told = months.map(({ month, share, n }) =>
    share === null
      ? say('sla.month.none', { month: formats.month(month) })
      : say('sla.month', { month: formats.month(month), share: formats.percent(share), n }),
  );
  return (
    <Stack gap="xs">
      {metrics.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <DataTable
            label={title}
            columns={columns}
            rows={metrics.map((metric) => [
              metric.metric,
              metric.n,
              metric.share,
              metric.promised_minutes,
              metric.internal_share,
              metric.internal_minutes,
              metric.margin_minutes,
            ])}
          />
        </>
      )}
      <Text size="sm">{told.join(' · ')}</Text>
      {permanent && (
        <Text size="sm" fw={600}>
          {say('sla.permanent', { threshold: formats.percent(threshold) })}
        </Text>
      )}
      <SlaBreaches />
      <SlaWhatIf />
    </Stack>
  );
};

export default SlaPanel;
