import { VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Job } from '../../api/contract/job.ts';
import { factsKey, jobsQuery, statusQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { useStatus } from './status.tsx';

/** Time that the server is given to find the newest record after a job. */
const NEWEST_RECORD_MS = 3000;

const isRunning = (job: Job): boolean => job.state === 'running' || job.state === 'queued';

/** Calls back whenever the text has become another one; not for the first. */
const useChange = (text: string | undefined, onChange: () => void) => {
  const before = useRef(text);
  useEffect(() => {
    if (before.current !== undefined && text !== undefined && before.current !== text) onChange();
    before.current = text ?? before.current;
  });
};

/** Follows the jobs: speaks of them to screen readers, and throws away what they made old. */
export const JobsWatch = () => {
  const say = useText();
  const client = useQueryClient();
  const { running_jobs } = useStatus();
  const jobs = useQuery(jobsQuery);
  const list = jobs.data?.jobs;

  const states = (all: readonly Job[]): string => all.map(({ id, state }) => id + state).join();
  useChange(states(running_jobs), () => {
    void client.invalidateQueries({ queryKey: jobsQuery.queryKey });
  });
  useChange(list && states(list), () => {
    void client.invalidateQueries({ queryKey: statusQuery.queryKey });
    void client.invalidateQueries({ queryKey: factsKey });
    // The server finds out the newest record beside its answers, and may not have it in the first one.
    setTimeout(() => {
      void client.invalidateQueries({ queryKey: statusQuery.queryKey });
    }, NEWEST_RECORD_MS);
  });

  const spoken = useRef<string | undefined>(undefined);
  const running = list?.find(isRunning);
  if (running) spoken.current = running.id;
  const job = running ?? list?.find(({ id }) => id === spoken.current);
  const { done, total } = job?.progress ?? { done: 0, total: null };
  const tenths = total === null || total === 0 ? 0 : Math.floor((10 * done) / total) * 10;
  return (
    <VisuallyHidden role="status">
      {job &&
        say(`jobs.spoken.${job.state}`, { job: say(`job.kind.${job.kind}`), percent: tenths })}
    </VisuallyHidden>
  );
};
