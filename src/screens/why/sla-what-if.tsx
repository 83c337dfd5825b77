import { Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SlaMetric, SlaWhatIf as WhatIf } from '../../api/contract/sla.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { Failed } from '../components/states.tsx';
import { slaWhatIfQuery } from '../server/sla-queries.ts';
import { wordFor } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

const metrics: readonly SlaMetric[] = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'requester_wait',
  'agent_work',
  'resolution',
];

const minutesPerHour = 60;
const longestHours = 8760;

const TriedOn = ({ group, days }: { group: WhatIf['groups'][number]; days: number }) => {
  const say = useText();
  const formats = useFormats();
  const share = (value: number | null) => (value === null ? '—' : formats.percent(value));
  return (
    <Text size="sm">
      {say(`sla.what_if.${group.customers}`, {
        accounts: group.n_accounts,
        days,
        n: group.tried.n,
        tried: share(group.tried.share),
        promised: share(group.promised.share),
      })}
    </Text>
  );
};

/** Tries another target on what happened, before it is promised to anybody. */
export const SlaWhatIf = () => {
  const say = useText();
  const { chosen } = useAsOf();
  const [metric, setMetric] = useState<SlaMetric>('first_reply');
  const [hours, setHours] = useState(8);
  const whatIf = useQuery(
    slaWhatIfQuery({ metric, target_minutes: hours * minutesPerHour }, chosen),
  );
  return (
    <details>
      <summary>{say('sla.what_if')}</summary>
      <Stack gap="xs" mt="xs">
        <Group align="end">
          <NativeSelect
            label={say('sla.what_if.metric')}
            value={metric}
            data={metrics.map((value) => ({ value, label: wordFor(say, 'metric', value) }))}
            onChange={({ currentTarget: { value } }) =>
              setMetric(metrics.find((known) => known === value) ?? metric)
            }
          />
          <NumberInput
            label={say('sla.what_if.hours')}
            value={hours}
            min={0}
            max={longestHours}
            decimalScale={2}
            onChange={(value) => {
              const asked = Number(value);
              if (value !== '' && asked >= 0 && asked <= longestHours) setHours(asked);
            }}
          />
        </Group>
        {whatIf.isError && <Failed error={whatIf.error} onRetry={() => void whatIf.refetch()} />}
        {whatIf.data?.groups.map((group) => (
          <TriedOn key={group.customers} group={group} days={whatIf.data.created_within_days} />
        ))}
      </Stack>
    </details>
  );
};
