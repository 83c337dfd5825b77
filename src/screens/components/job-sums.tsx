import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { FileReport, Job } from '../../api/contract/job.ts';
import { useText } from '../text/text.ts';

const sumOf = (files: readonly FileReport[], names: readonly (keyof FileReport)[]): number =>
  files.reduce((sum, file) => sum + names.reduce((part, name) => part + Number(file[name]), 0), 0);

/** Rows of a job that found no place: they wait in the quarantine. */
export const quarantinedIn = (job: Job): number => sumOf(job.report?.files ?? [], ['quarantined']);

interface Props {
  job: Job;
  /** Called when the quarantine is opened. */
  onFollow?: () => void;
}

/** What became of the rows of all files of a job; the parts add up to the rows read. */
export const JobSums = ({ job, onFollow }: Props) => {
  const say = useText();
  const files = job.report?.files ?? [];
  if (files.length === 0) return null;
  const parts = [
    { message: 'jobs.sum.duplicate', n: sumOf(files, ['duplicate']) },
    { message: 'jobs.sum.ignored', n: sumOf(files, ['ignored']) },
  ].filter(({ n }) => n > 0);
  const quarantined = quarantinedIn(job);
  const refused = files.filter((file) => file.refused !== null);
  return (
    <Text size="sm" component="div">
      {[
        say('jobs.sum.read', { n: sumOf(files, ['read']) }),
        say('jobs.sum.taken', { n: sumOf(files, ['created', 'updated', 'unchanged']) }),
        ...parts.map(({ message, n }) => say(message, { n })),
      ].join(' · ')}
      {quarantined > 0 && (
        <>
          {' · '}
          <Link
            to="/sources"
            search={{ tab: 'quarantine' }}
            className="opens"
            style={{ fontWeight: 600 }}
            onClick={onFollow}
          >
            {say('jobs.sum.quarantined', { n: quarantined })}
          </Link>
        </>
      )}
      {refused.map((file) => (
        <div key={file.file}>
          {say('jobs.refused', { file: file.file, problem: file.refused ?? '' })}
        </div>
      ))}
    </Text>
  );
};
