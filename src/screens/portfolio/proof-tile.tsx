import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Proof } from '../../api/contract/proof.ts';
import type { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { proofQuery } from '../proof/proof-queries.ts';
import { ProofTools } from '../proof/proof-tools.tsx';
import { wordsOfRows } from '../proof/row-filter.ts';
import { fewestChurned, verdictMessages } from '../proof/verdict.ts';
import { useFormats, useText } from '../text/text.ts';

/** Did the score see it? How many of each band left within the horizon, by the backtest that was made last. */
export const ProofTile = () => {
  const say = useText();
  const formats = useFormats();
  const kept = useQuery(proofQuery({}));
  const bars = useRef<HTMLDivElement>(null);
  if (kept.isPending) return <BlockSkeleton height={240} />;
  if (kept.isError) return <Failed error={kept.error} onRetry={() => void kept.refetch()} />;
  const { proof, made_at, is_current } = kept.data;
  return (
    <Panel
      title={say('proof_tile.title')}
      id="proof-tile"
      aside={
        <Group gap="xs">
          <Link to="/proof" className="opens">
            {say('trust.to_proof')}
          </Link>
          {proof && (
            <ProofTools
              proof={proof}
              of={bars}
              name={`left-by-band-${proof.to}`}
              title={say('proof_tile.title')}
              unit={say('chart.unit.share')}
            >
              <MadeFile
                name={`left-by-band-${proof.to}`}
                header={['band', 'rows', 'left', 'share', 'low', 'high']}
                rows={() =>
                  order.map((band) => {
                    const { n, churned, precision, precision_interval } = proof.bands[band];
                    return [
                      band,
                      n,
                      churned,
                      precision,
                      precision_interval.low,
                      precision_interval.high,
                    ];
                  })
                }
              />
            </ProofTools>
          )}
        </Group>
      }
    >
      {proof === null || made_at === null ? (
        <Text size="sm">{say('trust.no_backtest')}</Text>
      ) : (
        <>
          <Text size="sm" mb="xs">
            {say(verdictMessages[proof.verdict].title)}
          </Text>
          <div ref={bars}>
            <BandBars proof={proof} />
          </div>
          <Text size="sm" c="dimmed" mt="xs">
            {say(is_current ? 'proof.made_at' : 'proof.outdated', {
              at: formats.instant(made_at),
            })}
          </Text>
        </>
      )}
    </Panel>
  );
};

const order: readonly Band[] = ['at_risk', 'attention', 'healthy', 'unknown'];

const BandBars = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const { bands, churned, horizon_days: horizon } = proof;
  const seen = order.filter((band) => bands[band].n > 0);
  const widest = Math.max(...order.map((band) => bands[band].precision_interval.high ?? 0));
  const percent = (value: number | null) => (value === null ? '—' : formats.percent(value, 0));
  return (
    <>
      <Text size="sm" fw={600}>
        {churned < fewestChurned
          ? say('trust.too_thin', { n: churned, horizon, fewest: fewestChurned })
          : say('proof_tile.within', { horizon })}
      </Text>
      <ul className="proof-bars">
        {seen.map((band) => {
          const found = bands[band];
          const { n, churned: left, precision } = found;
          const { low, high } = found.precision_interval;
          return (
            <li key={band}>
              <BandMark band={band} />
              <span className="bar" aria-hidden>
                {precision !== null && widest > 0 && (
                  <i
                    style={{
                      width: `${(100 * precision) / widest}%`,
                      background: `var(--${band}-fill)`,
                    }}
                  />
                )}
                {low !== null && high !== null && widest > 0 && (
                  <b
                    style={{
                      left: `${(100 * low) / widest}%`,
                      width: `${(100 * (high - low)) / widest}%`,
                    }}
                  />
                )}
              </span>
              <span className="num">
                {precision !== null && (
                  <>
                    <strong>{percent(precision)}</strong>{' '}
                    {say('proof_tile.interval', { low: percent(low), high: percent(high) })}{' '}
                  </>
                )}
                <Link to="/proof" search={{ rows: wordsOfRows({ band }) }} className="opens">
                  {say('proof_tile.counts', {
                    churned: formats.integer(left),
                    n: formats.integer(n),
                  })}
                </Link>
                {precision !== null && found.churned_accounts < fewestChurned && (
                  <Text size="xs" c="dimmed">
                    {say('proof.few', { n: found.churned_accounts })}
                  </Text>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
};
