import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomKpi } from '../../api/contract/custom-kpi.ts';
import { Empty, Failed } from '../components/states.tsx';
import { call } from '../server/call.ts';
import { customKpisQuery, factsKey, statusQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { CustomKpiForm } from './custom-kpi-form.tsx';

/** KPIs of the company's own: what there is, another one, and taking one out. */
export const CustomKpis = () => {
  const say = useText();
  const client = useQueryClient();
  const [isAdding, form] = useDisclosure(false);
  const custom = useQuery(customKpisQuery);
  const renew = () =>
    Promise.all(
      [statusQuery.queryKey, factsKey].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const removing = useMutation({
    mutationFn: (kpi: string) => call('custom_kpi.remove', { params: { kpi } }),
    onSuccess: renew,
  });
  if (custom.isPending) return null;
  if (custom.isError) {
    return <Failed error={custom.error} onRetry={() => void custom.refetch()} />;
  }
  const { kpis, series } = custom.data;
  if (series.length === 0) {
    return <Empty title={say('custom_kpis.no_series')}>{say('custom_kpis.no_series.why')}</Empty>;
  }
  return (
    <Stack gap="sm">
      {kpis.length === 0 && <Text size="sm">{say('custom_kpis.none')}</Text>}
      <ul className="timeline">
        {kpis.map((kpi) => (
          <Line
            key={kpi.id}
            kpi={kpi}
            isRemoving={removing.isPending}
            onRemove={() => removing.mutate(kpi.id)}
          />
        ))}
      </ul>
      {removing.isError && (
        <Text c="error" size="sm" role="alert">
          {removing.error.message}
        </Text>
      )}
      {isAdding ? (
        <CustomKpiForm
          series={series}
          onDone={() => {
            form.close();
            void renew();
          }}
          onCancel={form.close}
        />
      ) : (
        <Button variant="default" onClick={form.open} style={{ alignSelf: 'flex-start' }}>
          {say('custom_kpis.add')}
        </Button>
      )}
    </Stack>
  );
};

interface LineProps {
  kpi: CustomKpi;
  isRemoving: boolean;
  onRemove: () => void;
}

const Line = ({ kpi, isRemoving, onRemove }: LineProps) => {
  const say = useText();
  const formats = useFormats();
  const points = kpi.curve
    .map(([reading, score]) => `${formats.decimal(reading, 4)} → ${formats.decimal(score, 1)}`)
    .join(' · ');
  return (
    <li>
      <span aria-hidden>◇</span>
      <div>
        <strong>{kpi.id}</strong>
        <Text size="sm" c="dimmed">
          {say('custom_kpis.line', {
            how: say(`aggregation.${kpi.aggregation}`),
            series: kpi.series,
            days: kpi.window_days,
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {points}
        </Text>
      </div>
      <Group gap="xs" justify="flex-end">
        <Text size="sm">{say('custom_kpis.weight', { weight: formats.decimal(kpi.weight) })}</Text>
        <Button
          variant="subtle"
          size="compact-sm"
          loading={isRemoving}
          onClick={onRemove}
          aria-label={say('custom_kpis.remove.which', { kpi: kpi.id })}
        >
          {say('custom_kpis.remove')}
        </Button>
      </Group>
    </li>
  );
};
