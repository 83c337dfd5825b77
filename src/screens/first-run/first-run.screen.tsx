import { Button, Stack, Text } from '@mantine/core';
import { IconBook2, IconFlask, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useStatus } from '../app/status.tsx';
import { JobLine } from '../components/job-line.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { call } from '../server/call.ts';
import { jobsQuery, statusQuery } from '../server/queries.ts';
import { ImportForm } from '../sources/import-form.tsx';
import { useText } from '../text/text.ts';

/** Goes on to the customers once a job has brought the first ones. */
const useLeaveWhenFilled = () => {
  const navigate = useNavigate();
  const { has_data, running_jobs } = useStatus();
  const cameEmpty = useRef(!has_data || running_jobs.length > 0);
  const isFilled = has_data && running_jobs.length === 0;
  useEffect(() => {
    if (cameEmpty.current && isFilled) void navigate({ to: '/customers' });
  }, [isFilled, navigate]);
};

const DemoDoor = () => {
  const say = useText();
  const client = useQueryClient();
  const { has_demo, running_jobs } = useStatus();
  const demo = useMutation({
    mutationFn: () => call('demo.create', {}),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: statusQuery.queryKey }),
        client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
      ]),
  });
  const isBusy = demo.isPending || running_jobs.some((job) => job.kind === 'demo');
  return (
    <section className="panel">
      <IconFlask size={28} stroke={1.6} aria-hidden />
      <h2 className="door-title">{say('start.demo.title')}</h2>
      <Text>{say('start.demo.what')}</Text>
      <Button loading={isBusy} disabled={has_demo} onClick={() => demo.mutate()}>
        {say(has_demo ? 'start.demo.there' : 'start.demo.button')}
      </Button>
      {demo.isError && (
        <Text c="error" size="sm" role="alert">
          {demo.error.message}
        </Text>
      )}
    </section>
  );
};

/** Three ways to the first score. */
export const FirstRunScreen = () => {
  const say = useText();
  const jobs = useQuery(jobsQuery);
  useLeaveWhenFilled();
  const shown = (jobs.data?.jobs ?? []).filter((job) => job.state !== 'done').slice(0, 3);
  return (
    <Stack gap="lg" maw={1080}>
      <div>
        <PageTitle>{say('start.title')}</PageTitle>
        <Text c="dimmed">{say('start.what')}</Text>
      </div>
      {shown.length > 0 && (
        <section className="panel" aria-label={say('jobs.title')}>
          <Stack>
            {shown.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </Stack>
        </section>
      )}
      <div className="doors">
        <DemoDoor />
        <section className="panel">
          <IconUpload size={28} stroke={1.6} aria-hidden />
          <h2 className="door-title">{say('start.import.title')}</h2>
          <Text>{say('start.import.what')}</Text>
          <ImportForm />
        </section>
        <section className="panel">
          <IconBook2 size={28} stroke={1.6} aria-hidden />
          <h2 className="door-title">{say('start.docs.title')}</h2>
          <Text>{say('start.docs.what')}</Text>
          <Link to="/docs" className="opens">
            {say('start.docs.link')}
          </Link>
        </section>
      </div>
    </Stack>
  );
};
