import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HealthExplanation } from '../../api/contract/health.ts';
import type { Proof } from '../../api/contract/proof.ts';
import { healthRangeOf } from '../../scoring/health-range.ts';
import { useStatus } from '../app/status.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { proofQuery } from '../proof/proof-queries.ts';
import { wordsOfRows } from '../proof/row-filter.ts';
import { fewestChurned } from '../proof/verdict.ts';
import { freshnessQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

/** Whether a health can be trusted: how much of it has data, how old that is, and what became of others who stood there. */
export const TrustPanel = ({ explanation }: { explanation: HealthExplanation }) => {
  const say = useText();
  const formats = useFormats();
  const { today } = useStatus();
  const { id, as_of, sums, coverage } = explanation;
  const freshness = useQuery(freshnessQuery([id], as_of === today ? undefined : as_of));
  const days = freshness.data?.days[id];
  return (
    <Panel title={say('trust.title')} id="trust">
      <Text size="sm">
        {say('trust.coverage', {
          known: sums.n_known_kpis,
          all: sums.n_kpis,
          percent: formats.percent(coverage, 0),
        })}{' '}
        {freshness.isSuccess &&
          (days === undefined
            ? say('trust.no_facts')
            : say('trust.freshness', { days, day: formats.day(as_of) }))}
      </Text>
      <PastOfRange health={shownHealth(explanation)} />
    </Panel>
  );
};

/** What stands on every list: of a parent account its children's, where the settings say so. */
const shownHealth = ({ health, parent_health }: HealthExplanation): number | null =>
  parent_health === null ? health : parent_health.health;

/** How many who stood at such a health have left since, by the backtest that was made last. */
const PastOfRange = ({ health }: { health: number | null }) => {
  const say = useText();
  const kept = useQuery(proofQuery({}));
  if (kept.isPending) return <BlockSkeleton height={44} />;
  if (kept.isError) return <Failed error={kept.error} onRetry={() => void kept.refetch()} />;
  const { proof, made_at, settings_are_current } = kept.data;
  if (proof === null || made_at === null) {
    return <Sentence>{say('trust.no_backtest')}</Sentence>;
  }
  if (!settings_are_current) {
    return <Sentence>{say('trust.other_settings', { version: proof.settings_version })}</Sentence>;
  }
  if (proof.churned < fewestChurned) {
    return (
      <Sentence>
        {say('trust.too_thin', {
          n: proof.churned,
          horizon: proof.horizon_days,
          fewest: fewestChurned,
        })}
      </Sentence>
    );
  }
  if (health === null) return <Sentence>{say('trust.no_health')}</Sentence>;
  const range = proof.health_ranges[healthRangeOf(health)];
  if (range === undefined) return null;
  return <RangeSentence range={range} proof={proof} madeAt={made_at} />;
};

const Sentence = ({ children }: { children: string }) => {
  const say = useText();
  return (
    <Text size="sm">
      {children}{' '}
      <Link to="/proof" className="opens">
        {say('trust.to_proof')}
      </Link>
    </Text>
  );
};

interface RangeProps {
  range: Proof['health_ranges'][number];
  proof: Proof;
  madeAt: string;
}

const RangeSentence = ({ range, proof, madeAt }: RangeProps) => {
  const say = useText();
  const formats = useFormats();
  const { from, to, n, churned, accounts, churned_accounts, share, low, high } = range;
  const percent = (value: number | null) => (value === null ? '—' : formats.percent(value, 0));
  return (
    <>
      <Text size="sm">
        {share === null
          ? say('trust.nobody', { from, to })
          : say('trust.range', {
              from,
              to,
              percent: percent(share),
              low: percent(low),
              high: percent(high),
              horizon: proof.horizon_days,
            })}{' '}
        {n > 0 && (
          <Link to="/proof" search={{ rows: wordsOfRows({ health_from: from }) }} className="opens">
            {say('trust.counts', {
              churned: formats.integer(churned),
              n: formats.integer(n),
              accounts,
            })}
          </Link>
        )}
      </Text>
      <Text size="sm" c="dimmed">
        {n > 0 && churned_accounts < fewestChurned && (
          <>{say('trust.few', { n: churned_accounts, fewest: fewestChurned })} </>
        )}
        {say('trust.made_at', { at: formats.instant(madeAt) })}{' '}
        <Link to="/proof" className="opens">
          {say('trust.to_proof')}
        </Link>
      </Text>
    </>
  );
};
