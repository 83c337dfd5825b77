import { Text } from '@mantine/core';
import { useRef } from 'react';
import type { Proof } from '../../api/contract/proof.ts';
import type { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import { ProofTable } from './proof-table.tsx';
import { ProofTools } from './proof-tools.tsx';
import { CountLinks, RowsLink } from './rows-link.tsx';
import { fewestChurned } from './verdict.ts';

const order: readonly Band[] = ['at_risk', 'attention', 'healthy', 'unknown'];

/** Did the bands tell? How many of each left, and how early a warning came. */
export const BandsPanel = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const { lead_time_days: lead, bands } = proof;
  const table = useRef<HTMLDivElement>(null);
  const name = `bands-${proof.to}-${proof.horizon_days}`;
  const title = say('proof.bands', { horizon: proof.horizon_days });
  const rate = (value: number | null) => (value === null ? '—' : formats.percent(value));
  const lift = (value: number | null) =>
    value === null ? '—' : say('proof.times', { n: formats.fixed(value, 2) });
  const widest = Math.max(...order.map((band) => bands[band].precision ?? 0));
  return (
    <Panel
      title={title}
      aside={
        <ProofTools
          proof={proof}
          of={table}
          name={name}
          title={title}
          unit={say('chart.unit.share')}
        >
          <MadeFile
            name={name}
            header={['band', 'rows', 'left', 'share', 'low', 'high', 'recall', 'lift']}
            rows={() =>
              order.map((band) => {
                const {
                  n,
                  churned,
                  precision,
                  precision_interval,
                  recall,
                  lift: times,
                } = bands[band];
                const { low, high } = precision_interval;
                return [band, n, churned, precision, low, high, recall, times];
              })
            }
          />
        </ProofTools>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {say('proof.bands.explained')}
      </Text>
      <div ref={table}>
        <ProofTable title={title}>
          <thead>
            <tr>
              <th scope="col">{say('proof.band')}</th>
              <th scope="col" className="right">
                {say('proof.left_of')}
              </th>
              <th scope="col" className="proof-wide">
                {say('proof.share_left')}
              </th>
              <th scope="col" className="right">
                {say('proof.recall')}
              </th>
              <th scope="col" className="right">
                {say('proof.lift')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.map((band) => {
              const found = bands[band];
              return (
                <tr key={band}>
                  <th scope="row">
                    <BandMark band={band} />
                  </th>
                  <td className="right num">
                    <CountLinks filter={{ band }} counts={found} />
                  </td>
                  <td>
                    {found.precision !== null && (
                      <ShareBar band={band} share={found.precision} widest={widest} />
                    )}
                    <span className="num">
                      {rate(found.precision)}
                      {found.precision_interval.low !== null &&
                        ` (${rate(found.precision_interval.low)} – ${rate(found.precision_interval.high)})`}
                    </span>
                    {found.precision !== null && found.churned_accounts < fewestChurned && (
                      <Text size="xs" c="dimmed">
                        {say('proof.few', { n: found.churned_accounts })}
                      </Text>
                    )}
                  </td>
                  <td className="right num">{rate(found.recall)}</td>
                  <td className="right num">{lift(found.lift)}</td>
                </tr>
              );
            })}
          </tbody>
        </ProofTable>
      </div>
      <Text size="sm" mt="sm">
        <RowsLink filter={{ churned: true, warned: true }}>
          {lead.median === null
            ? say('proof.no_lead', { n: lead.n, of: lead.of })
            : say('proof.lead', { days: formats.decimal(lead.median, 1), n: lead.n, of: lead.of })}
        </RowsLink>
      </Text>
    </Panel>
  );
};

interface ShareBarProps {
  band: Band;
  share: number;
  /** Greatest share beside it, so that all bars have one scale. */
  widest: number;
}

const ShareBar = ({ band, share, widest }: ShareBarProps) => (
  <span className="share-bar" aria-hidden>
    <i
      style={{
        width: widest > 0 ? `${(100 * share) / widest}%` : 0,
        background: `var(--${band}-fill)`,
      }}
    />
  </span>
);
