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
import { CallFailed, call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

/** The fields the server refused, each with its reason. */
const refusalsOf = (error: Error | null): Record<string, string> =>
  error instanceof CallFailed
    ? Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]))
    : {};

const bands = ['healthy', 'attention', 'at_risk'] as const;
const kinds = ['health', ...bands] as const;
type Kind = (typeof kinds)[number];

const kindOf = (value: string): Kind => kinds.find((kind) => kind === value) ?? 'health';

interface Props {
  account: string;
  today: string;
  onDone: () => void;
}

/** Asks for a health or a band, for the reason, and for the day on which it ends. */
export const OverrideForm = ({ account, today, onDone }: Props) => {
  const say = useText();
  const { locale } = useFormats();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('health');
  const [health, setHealth] = useState<number | string>('');
  const [reason, setReason] = useState('');
  const [lastDay, setLastDay] = useState('');
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
          decimalSeparator={locale === 'de' ? ',' : '.'}
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
      <TextInput
        label={say('override.last_day')}
        type="date"
        required
        min={today}
        value={lastDay}
        onChange={(event) => setLastDay(event.currentTarget.value)}
        error={refused.last_day}
      />
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
