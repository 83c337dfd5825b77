import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FileReport, Job } from '../../api/contract/job.ts';
import { DataTable } from '../components/data-table.tsx';
import { JobLine } from '../components/job-line.tsx';
import { quarantinedIn } from '../components/job-sums.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { jobsQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';

const counts = [
  'read',
  'created',
  'updated',
  'unchanged',
  'duplicate',
  'quarantined',
  'ignored',
] as const satisfies readonly (keyof FileReport)[];

const Report = ({ files }: { files: readonly FileReport[] }) => {
  const say = useText();
  return (
    <>
      <DataTable
        label={say('jobs.report')}
        columns={[
          { id: 'file', type: 'text' },
          ...counts.map((id) => ({ id, type: 'integer' as const })),
        ]}
        rows={files.map((file) => [file.file, ...counts.map((name) => file[name])])}
      />
      <Text size="sm" c="dimmed">
        {say('jobs.report.sum')}
      </Text>
    </>
  );
};

const JobPanel = ({ job }: { job: Job }) => {
  const say = useText();
  return (
    <li className="panel">
      <Stack gap="xs">
        <JobLine job={job} />
        {job.files.length > 0 && (
          <Text size="sm" c="dimmed">
            {job.files.join(', ')}
          </Text>
        )}
        {job.report !== null && job.report.files.length > 0 && (
          // What was not taken must not wait to be looked for.
          <details open={quarantinedIn(job) > 0}>
            <summary>{say('jobs.report')}</summary>
            <Report files={job.report.files} />
          </details>
        )}
      </Stack>
    </li>
  );
};

/** Imports and other jobs, newest first, each with its accounting. */
export const JobsPanel = () => {
  const say = useText();
  const jobs = useQuery(jobsQuery);
  if (jobs.isPending) return <BlockSkeleton height={200} />;
  if (jobs.isError) return <Failed error={jobs.error} onRetry={() => void jobs.refetch()} />;
  if (jobs.data.jobs.length === 0) {
    return (
      <Empty
        title={say('jobs.none')}
        action={
          <Link to="/sources" search={{ tab: 'import' }} className="opens">
            {say('start.import.title')}
          </Link>
        }
      >
        {say('jobs.none.what')}
      </Empty>
    );
  }
  return (
    <Stack component="ul" className="plain-list" gap="sm">
      {jobs.data.jobs.map((job) => (
        <JobPanel key={job.id} job={job} />
      ))}
    </Stack>
  );
};
