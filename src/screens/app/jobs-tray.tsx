import { Indicator, Stack, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dropdown } from '../components/dropdown.tsx';
import { JobLine } from '../components/job-line.tsx';
import { jobsQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { useStatus } from './status.tsx';

const SHOWN = 5;

/** What runs in the background, at the same place on every screen. */
export const JobsTray = () => {
  const say = useText();
  const { running_jobs } = useStatus();
  const jobs = useQuery(jobsQuery);
  const newest = jobs.data?.jobs.slice(0, SHOWN) ?? [];
  return (
    <Dropdown
      label={say('jobs.title')}
      place="beside"
      button={({ opened, toggle }) => (
        <button
          type="button"
          className="nav-link"
          onClick={() => {
            // Others start jobs too, from a terminal as well.
            if (!opened) void jobs.refetch();
            toggle();
          }}
          aria-expanded={opened}
        >
          <Indicator disabled={running_jobs.length === 0} processing size={8} color="violet">
            <IconBell size={18} stroke={1.8} aria-hidden style={{ display: 'block' }} />
          </Indicator>
          {say('nav.jobs', { n: running_jobs.length })}
        </button>
      )}
    >
      {(close) => (
        <Stack gap="sm">
          {newest.length === 0 && <Text size="sm">{say('jobs.none')}</Text>}
          {newest.map((job) => (
            <JobLine key={job.id} job={job} onFollow={close} />
          ))}
          <Link to="/sources" className="opens" onClick={close}>
            {say('jobs.all')}
          </Link>
        </Stack>
      )}
    </Dropdown>
  );
};
