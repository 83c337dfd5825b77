import { Button, Group, Stack, Text } from '@mantine/core';
import { IconClock, IconFlask } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { shiftDay } from '../../lib/format/format.ts';
import { call } from '../server/call.ts';
import { jobsQuery, statusQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { useAsOf } from './as-of-day.ts';
import { useStatus } from './status.tsx';

/** From this age on, figures of today say little. */
const OLD_AFTER_DAYS = 30;

const DemoBanner = () => {
  const say = useText();
  const client = useQueryClient();
  const { running_jobs } = useStatus();
  const removal = useMutation({
    mutationFn: () => call('demo.remove', {}),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: statusQuery.queryKey }),
        client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
      ]),
  });
  const busy = removal.isPending || running_jobs.some((job) => job.kind === 'demo_removal');
  return (
    <div className="banner">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <IconFlask size={18} aria-hidden /> {say('banner.demo')}
        </Text>
        <Button size="compact-sm" variant="default" loading={busy} onClick={() => removal.mutate()}>
          {say('banner.demo.remove')}
        </Button>
      </Group>
      {removal.isError && (
        <Text size="sm" role="alert">
          {say('banner.demo.failed', { reason: removal.error.message })}
        </Text>
      )}
    </div>
  );
};

const OldFactsBanner = ({ newest }: { newest: string }) => {
  const say = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  return (
    <div className="banner">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <IconClock size={18} aria-hidden /> {say('banner.old', { day: formats.day(newest) })}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            void navigate({ to: '.', search: (search) => ({ ...search, as_of: newest }) })
          }
        >
          {say('banner.old.look')}
        </Button>
      </Group>
    </div>
  );
};

/** What a reader must know before believing the figures below. */
export const Banners = () => {
  const { has_demo, has_data, newest_fact_on, today } = useStatus();
  const { chosen } = useAsOf();
  const isOld =
    has_data &&
    chosen === undefined &&
    newest_fact_on !== null &&
    newest_fact_on < shiftDay(today, -OLD_AFTER_DAYS);
  if (!has_demo && !isOld) return null;
  return (
    <Stack gap="xs" mb="md">
      {has_demo && <DemoBanner />}
      {isOld && <OldFactsBanner newest={newest_fact_on} />}
    </Stack>
  );
};
