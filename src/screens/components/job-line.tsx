import { Group, Progress, Stack, Text } from '@mantine/core';
import type { Job } from '../../api/contract/job.ts';
import { useFormats, useText } from '../text/text.ts';
import { CancelJob } from './cancel-job.tsx';
import { JobSums } from './job-sums.tsx';

const marks: Record<Job['state'], string> = {
  queued: '…',
  running: '▸',
  done: '✓',
  failed: '✕',
  cancelled: '–',
};

interface Props {
  job: Job;
  /** Called when a link in it is followed. */
  onFollow?: () => void;
}

/** One job: what it is, how far it is, how it ended. */
export const JobLine = ({ job, onFollow }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { done, total, step, file } = job.progress;
  const isRunning = job.state === 'running' || job.state === 'queued';
  const percent = total === null || total === 0 ? null : Math.min(100, (100 * done) / total);
  const name = say(`job.kind.${job.kind}`);
  const mustGoOn = say.has(`jobs.must_go_on.${job.kind}`);
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          <span aria-hidden>{marks[job.state]}</span> {name}
        </Text>
        <Text size="xs" c="dimmed">
          {formats.instant(job.finished_at ?? job.created_at)}
        </Text>
      </Group>
      {isRunning && (
        <>
          <Progress
            value={percent ?? 100}
            striped={percent === null}
            animated={percent === null}
            aria-label={name}
          />
          <Text size="xs" c="dimmed">
            {say(`job.step.${step}`, { file: file ?? '' })}
            {percent !== null && ` · ${formats.percent(percent / 100, 0)}`}
          </Text>
          {job.can_cancel && <CancelJob id={job.id} />}
          {!job.can_cancel && mustGoOn && (
            <Text size="xs">{say(`jobs.must_go_on.${job.kind}`)}</Text>
          )}
        </>
      )}
      {job.state === 'cancelled' && <Text size="sm">{say(`jobs.cancelled.${job.kind}`)}</Text>}
      {!isRunning && <JobSums job={job} {...(onFollow ? { onFollow } : {})} />}
      {job.state === 'failed' && (
        <Text size="sm" c="error" role="alert">
          {job.error}
        </Text>
      )}
    </Stack>
  );
};
