import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Proof, ProofSkill } from '../../api/contract/proof.ts';
import { apportion } from '../../lib/format/apportion.ts';
import { useStatus } from '../app/status.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { draftOfWeights } from './draft-of-weights.ts';
import { ProofTable } from './proof-table.tsx';
import { ProofTools } from './proof-tools.tsx';

/** Weights that fit who left, beside those that hold; they become a draft, and never more by themselves. */
export const WeightsPanel = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const { kpis } = useStatus();
  const { proposed_weights: proposed, auc } = proof;
  const table = useRef<HTMLDivElement>(null);
  if (proposed === null) {
    return (
      <Panel title={say('proof.weights')}>
        <Text c="dimmed">{say('proof.no_weights')}</Text>
      </Panel>
    );
  }
  const ids = Object.keys(proposed);
  const sum = kpis.reduce((total, { weight }) => total + weight, 0);
  const now = apportion(
    ids.map((id) => (100 * (kpis.find((kpi) => kpi.id === id)?.weight ?? 0)) / (sum || 1)),
    sum === 0 ? 0 : 100,
    1,
  );
  const then = apportion(
    ids.map((id) => proposed[id] ?? 0),
    100,
    1,
  );
  const lines = ids
    .map((id, at) => ({ id, weight: now[at] ?? 0, wanted: then[at] ?? 0 }))
    .toSorted((a, b) => b.wanted - a.wanted || b.weight - a.weight);
  const weighed = lines.filter(({ weight, wanted }) => weight > 0 || wanted > 0);
  const name = `weights-${proof.to}-${proof.horizon_days}`;
  const interval = ({ value, low, high }: ProofSkill) =>
    value === null || low === null || high === null
      ? '—'
      : `${formats.fixed(value, 3)} (${formats.fixed(low, 3)} – ${formats.fixed(high, 3)})`;
  return (
    <Panel
      title={say('proof.weights')}
      aside={
        <Group gap="xs">
          <ProofTools
            proof={proof}
            of={table}
            name={name}
            title={say('proof.weights')}
            unit={say('chart.unit.share')}
            counts={auc.proposed}
          >
            <MadeFile
              name={name}
              header={['kpi', 'percent_now', 'percent_proposed']}
              rows={() => lines.map(({ id, weight, wanted }) => [id, weight, wanted])}
            />
          </ProofTools>
          <DraftButton weights={Object.fromEntries(lines.map(({ id, wanted }) => [id, wanted]))} />
        </Group>
      }
    >
      <Text size="sm" mb="xs">
        {say('proof.weights.explained', {
          months: proof.months,
          before: interval(auc.health.on_judged),
          known: auc.health.on_judged.value === null ? 'no' : 'yes',
          after: interval(auc.proposed),
          n: formats.integer(auc.proposed.n),
          churned: formats.integer(auc.proposed.churned),
        })}
      </Text>
      <div ref={table}>
        <ProofTable title={say('proof.weights')}>
          <thead>
            <tr>
              <th scope="col">{say('proof.kpi')}</th>
              <th scope="col" className="right">
                {say('proof.weight_now')}
              </th>
              <th scope="col" className="right">
                {say('proof.weight_proposed')}
              </th>
              <th scope="col" className="proof-wide proof-drawn" aria-hidden />
            </tr>
          </thead>
          <tbody>
            {weighed.map(({ id, weight, wanted }) => (
              <tr key={id}>
                <th scope="row">{kpiName(say, id)}</th>
                <td className="right num">{formats.percent(weight / 100)}</td>
                <td className="right num">{formats.percent(wanted / 100)}</td>
                <td className="proof-drawn" aria-hidden>
                  <span className="share-bar">
                    <i className="was" style={{ width: `${weight}%` }} />
                  </span>
                  <span className="share-bar">
                    <i style={{ width: `${wanted}%`, background: 'var(--healthy-fill)' }} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </ProofTable>
      </div>
    </Panel>
  );
};

const DraftButton = ({ weights }: { weights: Readonly<Record<string, number>> }) => {
  const say = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const draft = useMutation({
    mutationFn: () => draftOfWeights(queries, weights, say('proof.draft_note')),
    onSuccess: ({ id }) => navigate({ to: '/designer', search: { version: String(id) } }),
  });
  return (
    <Group gap="xs">
      {draft.isError && (
        <Text size="sm" c="error" role="alert">
          {draft.error.message}
        </Text>
      )}
      <Button
        size="compact-md"
        variant="default"
        loading={draft.isPending}
        onClick={() => draft.mutate()}
      >
        {say('proof.as_draft')}
      </Button>
    </Group>
  );
};
