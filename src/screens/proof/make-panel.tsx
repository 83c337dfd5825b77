import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { KeptProof } from '../../api/contract/proof.ts';
import { JobLine } from '../components/job-line.tsx';
import { jobsQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { makeProof, proofQuery } from './proof-queries.ts';
import { type ProofSearch, usualHorizon } from './proof-search.ts';

const horizons = ['30', '60', '90', '180', '365'];

interface Props {
  kept: KeptProof;
  search: ProofSearch;
}

/** What the backtest asks, how old it is, and the button that makes it anew. */
export const MakePanel = ({ kept, search }: Props) => {
  const say = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => makeProof(search),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: proofQuery(search).queryKey }),
        queries.invalidateQueries({ queryKey: jobsQuery.queryKey }),
      ]),
  });
  const jobs = useQuery(jobsQuery);
  const last = jobs.data?.jobs.find(({ kind }) => kind === 'proof');
  // What failed makes no report that would say so.
  const hasFailed =
    last?.state === 'failed' && (kept.made_at === null || last.created_at > kept.made_at);
  const { horizon = usualHorizon, from = '', to = '' } = search;
  const ask = (change: ProofSearch) =>
    void navigate({
      to: '/proof',
      search: (was) => ({ ...was, ...change }),
      replace: true,
    });
  const state =
    kept.made_at === null
      ? say('proof.never_made')
      : say(kept.is_current ? 'proof.made_at' : 'proof.outdated', {
          at: formats.instant(kept.made_at),
        });
  return (
    <section className="panel" aria-label={say('proof.asked')}>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={say('proof.horizon')}
          value={horizon}
          onChange={({ currentTarget: { value } }) =>
            ask({ horizon: value === usualHorizon ? undefined : value })
          }
          data={[...new Set([...horizons, horizon])].map((days) => ({
            value: days,
            label: say('proof.days', { n: Number(days) }),
          }))}
        />
        <TextInput
          type="date"
          label={say('proof.first_month_end')}
          value={from}
          onChange={({ currentTarget: { value } }) => ask({ from: value || undefined })}
        />
        <TextInput
          type="date"
          label={say('proof.last_month_end')}
          value={to}
          onChange={({ currentTarget: { value } }) => ask({ to: value || undefined })}
        />
        <Button
          variant={kept.proof !== null && kept.is_current ? 'default' : 'filled'}
          onClick={() => make.mutate()}
          loading={make.isPending}
          disabled={kept.job !== null}
        >
          {say(kept.proof === null ? 'proof.make' : 'proof.make_anew')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        {state}
      </Text>
      {make.isError && (
        <Text size="sm" c="error" role="alert">
          {make.error.message}
        </Text>
      )}
      {kept.job && <JobLine job={kept.job} />}
      {kept.job === null && hasFailed && <JobLine job={last} />}
    </section>
  );
};
