import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Job } from '../../api/contract/job.ts';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';

interface Wanted {
  place: number;
  days: number;
  job: string;
}

interface WindowChange {
  /** Has the server compute a KPI over other days, where nobody has before. */
  ask: (days: number) => void;
  /** The job that computes it; null where none runs. */
  job: Job | null;
  isAsking: boolean;
  error: Error | null;
}

const LOOK_EVERY_MS = 500;

/** Readings over another window come from the server; `onReady` is called once they are there. */
export function useWindow(
  kpi: string,
  onReady: (place: number, days: number) => void,
): WindowChange {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const ready = async (place: number, days: number) => {
    await client.invalidateQueries({ queryKey: [...factsKey, 'portfolio'] });
    setWanted(null);
    onReady(place, days);
  };
  const asking = useMutation({
    mutationFn: (days: number) => call('window.create', { body: { kpi, window_days: days } }),
    onSuccess: ({ place, job }, days) =>
      job === null ? ready(place, days) : setWanted({ place, days, job: job.id }),
  });
  const job = useQuery({
    queryKey: ['job', wanted?.job],
    queryFn: ({ signal }) => call('job.read', { params: { job: wanted?.job ?? '' } }, signal),
    enabled: wanted !== null,
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.data?.state === 'failed' ? false : LOOK_EVERY_MS,
  });
  const state = job.data?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of the job is what the effect waits for.
  useEffect(() => {
    if (wanted !== null && state === 'done') void ready(wanted.place, wanted.days);
  }, [state]);
  const failed = state === 'failed' ? new Error(job.data?.error ?? '') : null;
  return {
    ask: (days) => asking.mutate(days),
    job: wanted !== null && failed === null ? (job.data ?? null) : null,
    isAsking: asking.isPending,
    error: asking.error ?? job.error ?? failed,
  };
}
