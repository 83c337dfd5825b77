import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../api/contract/account.ts';
import type { Override } from '../../api/contract/override.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { BandMark } from '../components/band-mark.tsx';
import { NoHealth } from '../components/nothing.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { call } from '../server/call.ts';
import { factsKey, overridesQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { OverrideForm } from './override-form.tsx';
import { OverrideAuthor, OverrideValue } from './override-line.tsx';

const InForce = ({ override, account }: { override: Override; account: Account }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{say('override.by_hand')}</dt>
          <dd>
            <OverrideValue override={override} />{' '}
            {say('override.until', { day: formats.day(override.last_day) })}
          </dd>
        </div>
        <div>
          <dt>{say('override.computed')}</dt>
          <dd>
            {account.health === null ? (
              <NoHealth coverage={account.coverage} />
            ) : (
              <strong className="num">{formats.score(account.health)}</strong>
            )}{' '}
            <BandMark band={account.band_shown} />
          </dd>
        </div>
      </dl>
      <Text style={{ overflowWrap: 'anywhere' }}>{override.reason}</Text>
      <OverrideAuthor override={override} />
    </>
  );
};

const TakeBack = ({ override, account }: { override: Override; account: string }) => {
  const say = useText();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () =>
      call('account.override_end', { params: { account, override: override.id }, query: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: factsKey }),
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        loading={removing.isPending}
        onClick={() => removing.mutate()}
      >
        {say('override.take_back')}
      </Button>
      {removing.isError && (
        <Text c="error" size="sm" role="alert">
          {removing.error.message}
        </Text>
      )}
    </>
  );
};

const Past = ({ overrides }: { overrides: readonly Override[] }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <details>
      <summary>{say('override.past', { n: overrides.length })}</summary>
      <Stack component="ul" className="plain-list" gap="sm" mt="xs">
        {overrides.map((one) => (
          <li key={one.id}>
            <Text size="sm">
              <OverrideValue override={one} />{' '}
              {one.removed_on === null
                ? say('override.past.ended', { day: formats.day(one.last_day) })
                : say('override.past.removed', { day: formats.day(one.removed_on) })}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {one.reason}
            </Text>
            <OverrideAuthor override={one} />
          </li>
        ))}
      </Stack>
    </details>
  );
};

/** What a person has set beside the score, with reason and end; nothing of it changes the score. */
export const OverridePanel = ({ account, path }: { account: Account; path: string }) => {
  const say = useText();
  const { chosen, day } = useAsOf();
  const [isSetting, { open, close }] = useDisclosure(false);
  const overrides = useQuery(overridesQuery(path, chosen));
  if (overrides.isPending) return <BlockSkeleton height={120} />;
  if (overrides.isError) {
    return <Failed error={overrides.error} onRetry={() => void overrides.refetch()} />;
  }
  const { in_force, past } = overrides.data;
  return (
    <Panel title={say('override.title')} id="override">
      <Stack gap="sm" align="flex-start">
        {in_force === null ? (
          <Text c="dimmed">{say('override.none')}</Text>
        ) : (
          <InForce override={in_force} account={account} />
        )}
        {chosen === undefined && !isSetting && (
          <Group gap="xs">
            <Button variant="default" size="compact-md" onClick={open}>
              {say('override.set')}
            </Button>
            {in_force !== null && <TakeBack override={in_force} account={path} />}
          </Group>
        )}
        {isSetting && <OverrideForm account={path} today={day} onDone={close} />}
        {past.length > 0 && <Past overrides={past} />}
      </Stack>
    </Panel>
  );
};
