import { Autocomplete, Button, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '../../api/contract/settings.ts';
import { CallFailed, call } from '../server/call.ts';
import { factsKey, settingsQuery, statusQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

const timeZones = Intl.supportedValuesOf('timeZone');

const asNumber = (value: string | number, before: number): number => {
  const number = typeof value === 'number' ? value : Number.parseFloat(value);
  return Number.isNaN(number) ? before : number;
};

/** The fields the server refused, each with its reason. */
const refusalsOf = (error: Error | null): Record<string, string> =>
  error instanceof CallFailed
    ? Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]))
    : {};

export const SettingsForm = ({ settings }: { settings: Settings }) => {
  const say = useText();
  const { locale, percentSign } = useFormats();
  const client = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const saving = useMutation({
    mutationFn: () => call('settings.write', { body: draft }),
    onSuccess: () =>
      Promise.all(
        [settingsQuery.queryKey, statusQuery.queryKey, factsKey].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const refused = refusalsOf(saving.error);
  const change = (part: Partial<Settings>) => {
    saving.reset();
    setDraft((was) => ({ ...was, ...part }));
  };
  const numbers = {
    decimalSeparator: locale === 'de' ? ',' : '.',
    thousandSeparator: false,
    min: 0,
    hideControls: true,
  };
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Autocomplete
        label={say('settings.time_zone')}
        description={say('settings.time_zone.what')}
        data={timeZones}
        limit={20}
        value={draft.time_zone}
        onChange={(time_zone) => change({ time_zone })}
        error={refused.time_zone}
      />
      <TextInput
        label={say('settings.currency')}
        description={say('settings.currency.what')}
        value={draft.currency}
        maxLength={3}
        onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
        error={refused.currency}
      />
      <NumberInput
        {...numbers}
        label={say('settings.default_hourly_cost')}
        description={say('settings.default_hourly_cost.what', { currency: draft.currency })}
        value={draft.default_hourly_cost}
        onChange={(value) =>
          change({ default_hourly_cost: asNumber(value, draft.default_hourly_cost) })
        }
        error={refused.default_hourly_cost}
      />
      <NumberInput
        {...numbers}
        label={say('settings.minutes_per_reply')}
        description={say('settings.minutes_per_reply.what')}
        value={draft.minutes_per_reply}
        onChange={(value) =>
          change({ minutes_per_reply: asNumber(value, draft.minutes_per_reply) })
        }
        error={refused.minutes_per_reply}
      />
      <TextInput
        label={say('settings.key_features')}
        description={say('settings.key_features.what')}
        value={draft.key_features}
        onChange={(event) => change({ key_features: event.currentTarget.value })}
        error={refused.key_features}
      />
      <NumberInput
        {...numbers}
        label={say('settings.sla_threshold')}
        description={say('settings.sla_threshold.what')}
        suffix={percentSign}
        max={100}
        value={Math.round(draft.sla_threshold * 10_000) / 100}
        onChange={(value) =>
          change({ sla_threshold: asNumber(value, draft.sla_threshold * 100) / 100 })
        }
        error={refused.sla_threshold}
      />
      <Button type="submit" loading={saving.isPending} style={{ alignSelf: 'flex-start' }}>
        {say('settings.save')}
      </Button>
      {saving.isError && (
        <Text c="error" size="sm" role="alert">
          {saving.error.message}
        </Text>
      )}
      {saving.isSuccess && (
        <Text size="sm" role="status">
          {say(saving.data.job === null ? 'settings.saved' : 'settings.saved.rebuilding')}
        </Text>
      )}
    </Stack>
  );
};
