import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Version } from '../../api/contract/version.ts';
import { JobLine } from '../components/job-line.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { call } from '../server/call.ts';
import { jobsQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { backtestQuery, backtestsKey } from './designer-queries.ts';
import { JudgedPast } from './judged-past.tsx';
import type { Scored } from './use-effect-of.ts';
import type { SaveDraft } from './use-save-draft.ts';

interface Props {
  current: number;
  version: Version;
  saving: SaveDraft;
  isChanged: boolean;
  scored: Scored;
}

/** Whether the draft would have seen more of those who left than the score in use; the server judges what is stored. */
export const BacktestPanel = ({ current, version, saving, isChanged, scored }: Props) => {
  const say = useText();
  const formats = useFormats();
  const client = useQueryClient();
  const isSame = version.id === current;
  const kept = useQuery({ ...backtestQuery(current, version.id), enabled: !isSame });
  const making = useMutation({
    mutationFn: async () => {
      const { id: after } = await saving.store();
      await call('version.backtest_make', { body: { before: current, after } });
      return after;
    },
    // The address names the draft, so that a reload finds it and what was made of it.
    onSuccess: (after) => (after === version.id ? undefined : saving.open(after)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: backtestsKey }),
        client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
      ]),
  });
  const { backtest = null, made_at = null, is_current = false, job = null } = kept.data ?? {};
  const state =
    made_at === null
      ? null
      : say(is_current && !isChanged ? 'designer.backtest.made_at' : 'designer.backtest.outdated', {
          at: formats.instant(made_at),
        });
  return (
    <Panel title={say('designer.backtest')}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('designer.backtest.what')}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={making.isPending}
        disabled={job !== null || (isSame && !isChanged)}
        onClick={() => making.mutate()}
      >
        {say(isChanged ? 'designer.backtest.save_and_run' : 'designer.backtest.run')}
      </Button>
      {isSame && !isChanged && (
        <Text size="sm" c="dimmed" mt="xs">
          {say('designer.backtest.unchanged')}
        </Text>
      )}
      {making.isError && (
        <Text c="error" size="sm" role="alert">
          {making.error.message}
        </Text>
      )}
      {kept.isError && <Failed error={kept.error} onRetry={() => void kept.refetch()} />}
      {kept.isLoading && <BlockSkeleton height={120} />}
      {job !== null && <JobLine job={job} />}
      {backtest !== null && (
        <>
          <Text size="sm" c="dimmed" mt="xs">
            {state}
          </Text>
          <JudgedPast backtest={backtest} before={current} after={version} scored={scored} />
        </>
      )}
    </Panel>
  );
};
