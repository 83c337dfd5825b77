import {
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { shiftDay } from '../../lib/format/format.ts';
import { CallFailed, call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { DayPicker } from '../why/change-range.tsx';

/** The fields the server refused, each with its reason. */
const refusalsOf = (error: Error | null): Record<string, string> =>
  error instanceof CallFailed
    ? Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]))
    : {};

const bands = ['healthy', 'attention', 'at_risk'] as const;
const kinds = ['health', ...bands] as const;
type Kind = (typeof kinds)[number];

/** Days from today that are offered as one click; the first is taken unless another is chosen. */
const spans = [30, 90] as const;
/** What is set by hand has to be looked at again some day. */
const mostDays = 730;

const kindOf = (value: string): Kind => kinds.find((kind) => kind === value) ?? 'health';

interface Props {
  account: string;
  today: string;
  onDone: () => void;
}

/** Asks for a health or a band, for the reason, and for the day on which it ends. */
export const OverrideForm = ({ account, today, onDone }: Props) => {
  const say = useText();
  const formats = useFormats();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('health');
  const [health, setHealth] = useState<number | string>('');
  const [reason, setReason] = useState('');
  const [lastDay, setLastDay] = useState(shiftDay(today, spans[0]));
  const [author, setAuthor] = useState('');
  const setting = useMutation({
    mutationFn: () =>
      call('account.override', {
        params: { account },
        query: {},
        body: {
          ...(kind === 'health' ? { health: Number(health) } : { band: kind }),
          reason,
          last_day: lastDay,
          author,
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: factsKey });
      onDone();
    },
  });
  const refused = refusalsOf(setting.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setting.mutate();
  };
  return (
    <Stack component="form" gap="sm" onSubmit={submit}>
      <NativeSelect
        label={say('override.kind')}
        value={kind}
        onChange={(event) => setKind(kindOf(event.currentTarget.value))}
        data={kinds.map((value) => ({
          value,
          label: value === 'health' ? say('override.kind.health') : say(`band.${value}`),
        }))}
      />
      {kind === 'health' && (
        <NumberInput
          label={say('column.health')}
          required
          min={0}
          max={100}
          decimalScale={1}
          decimalSeparator={formats.locale === 'de' ? ',' : '.'}
          hideControls
          value={health}
          onChange={setHealth}
          error={refused.health}
        />
      )}
      <Textarea
        label={say('override.reason')}
        description={say('override.reason.what')}
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={refused.reason}
      />
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {say('override.last_day')}
        </Text>
        <DayPicker
          label={say('override.last_day.label', { day: formats.day(lastDay) })}
          title={say('override.last_day')}
          day={lastDay}
          first={today}
          last={shiftDay(today, mostDays)}
          offers={spans.map((days) => ({
            label: say('override.in_days', { n: days }),
            day: shiftDay(today, days),
          }))}
          onChoose={setLastDay}
        />
      </Group>
      <TextInput
        label={say('override.author')}
        maxLength={200}
        value={author}
        onChange={(event) => setAuthor(event.currentTarget.value)}
        error={refused.author}
      />
      <Text size="sm" c="dimmed">
        {say('override.beside')}
      </Text>
      <Group gap="xs">
        <Button type="submit" loading={setting.isPending}>
          {say('override.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {say('override.cancel')}
        </Button>
      </Group>
      {setting.isError && (
        <Text c="error" size="sm" role="alert">
          {setting.error.message}
        </Text>
      )}
    </Stack>
  );
};
