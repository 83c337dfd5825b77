import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Job } from '../../api/contract/job.ts';
import type { ProfileKpi } from '../../scoring/model.ts';
import { call } from '../server/call.ts';
import { factsKey } from '../server/queries.ts';

/** How a KPI of a profile is computed; null: as it ships. */
export type Computed = Pick<ProfileKpi, 'windowDays' | 'parameter'>;

interface Wanted extends Computed {
  place: number;
  job: string;
}

interface WindowChange {
  /** Has the server compute a KPI over other days or under another parameter, where nobody has before. */
  ask: (wanted: Computed) => void;
  /** The job that computes it; null where none runs. */
  job: Job | null;
  isAsking: boolean;
  /** Somebody stopped the job: nothing was computed, and it can be asked for again. */
  isStopped: boolean;
  error: Error | null;
}

const LOOK_EVERY_MS = 500;

const isUnderWay = ({ state }: Job): boolean => state === 'queued' || state === 'running';

/** Readings that are computed otherwise come from the server; `onReady` is called once they are there. */
export function useWindow(
  kpi: string,
  onReady: (used: Computed & { place: number }) => void,
): WindowChange {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const ready = async ({ place, windowDays, parameter }: Computed & { place: number }) => {
    await client.invalidateQueries({ queryKey: [...factsKey, 'portfolio'] });
    setWanted(null);
    onReady({ place, windowDays, parameter });
  };
  const asking = useMutation({
    mutationFn: ({ windowDays, parameter }: Computed) =>
      call('window.create', { body: { kpi, window_days: windowDays, parameter } }),
    onSuccess: ({ place, job }, asked) =>
      job === null ? ready({ ...asked, place }) : setWanted({ ...asked, place, job: job.id }),
  });
  const job = useQuery({
    queryKey: ['job', wanted?.job],
    queryFn: ({ signal }) => call('job.read', { params: { job: wanted?.job ?? '' } }, signal),
    enabled: wanted !== null,
    refetchInterval: ({ state }) =>
      state.data === undefined || isUnderWay(state.data) ? LOOK_EVERY_MS : false,
  });
  const state = job.data?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of the job is what the effect waits for.
  useEffect(() => {
    if (wanted !== null && state === 'done') void ready(wanted);
  }, [state]);
  const failed = state === 'failed' ? new Error(job.data?.error ?? '') : null;
  const isStopped = state === 'cancelled' && !asking.isPending;
  return {
    ask: (asked) => asking.mutate(asked),
    job: wanted !== null && failed === null && !isStopped ? (job.data ?? null) : null,
    isAsking: asking.isPending,
    isStopped,
    error: asking.error ?? job.error ?? failed,
  };
}
