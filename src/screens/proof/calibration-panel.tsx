import { Text } from '@mantine/core';
import { useRef } from 'react';
import type { Proof } from '../../api/contract/proof.ts';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import { ProofTable } from './proof-table.tsx';
import { ProofTools } from './proof-tools.tsx';
import { CountLinks } from './rows-link.tsx';

/** Does "20 %" mean that one in five leaves? What was predicted beside what came, tenth by tenth. */
export const CalibrationPanel = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const { calibration, brier, judged } = proof;
  const table = useRef<HTMLDivElement>(null);
  if (calibration.length === 0) {
    return (
      <Panel title={say('proof.calibration')}>
        <Text c="dimmed">{say('proof.no_calibration')}</Text>
      </Panel>
    );
  }
  const widest = Math.max(...calibration.map(({ high, predicted }) => Math.max(high, predicted)));
  const at = (share: number) => `${(100 * share) / widest}%`;
  const name = `calibration-${proof.to}-${proof.horizon_days}`;
  return (
    <Panel
      title={say('proof.calibration')}
      aside={
        <ProofTools
          proof={proof}
          of={table}
          name={name}
          title={say('proof.calibration')}
          unit={say('chart.unit.share')}
          counts={{ n: judged.rows, churned: judged.churned_rows }}
        >
          <MadeFile
            name={name}
            header={['decile', 'rows', 'left', 'predicted', 'observed', 'low', 'high']}
            rows={() =>
              calibration.map(({ decile, n, churned, predicted, observed, low, high }) => [
                decile,
                n,
                churned,
                predicted,
                observed,
                low,
                high,
              ])
            }
          />
        </ProofTools>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {say('proof.calibration.explained')}
      </Text>
      <div ref={table}>
        <ProofTable title={say('proof.calibration')}>
          <thead>
            <tr>
              <th scope="col">{say('proof.tenth')}</th>
              <th scope="col" className="right">
                {say('proof.predicted')}
              </th>
              <th scope="col" className="proof-wide">
                {say('proof.observed')}
              </th>
              <th scope="col" className="right">
                {say('proof.left_of')}
              </th>
            </tr>
          </thead>
          <tbody>
            {calibration.map(({ decile, predicted, observed, low, high, n, churned }) => (
              <tr key={decile}>
                <th scope="row" className="num">
                  {formats.integer(decile)}
                </th>
                <td className="right num">{formats.percent(predicted)}</td>
                <td>
                  <span className="whisker" aria-hidden>
                    <i className="reach" style={{ left: at(low), width: at(high - low) }} />
                    <i className="wanted" style={{ left: at(predicted) }} />
                    <b
                      className={predicted >= low && predicted <= high ? 'above' : ''}
                      style={{ left: at(observed) }}
                    />
                  </span>
                  <span className="num">
                    {formats.percent(observed)} ({formats.percent(low)} – {formats.percent(high)})
                  </span>
                </td>
                <td className="right num">
                  <CountLinks filter={{ decile }} counts={{ n, churned }} />
                </td>
              </tr>
            ))}
          </tbody>
        </ProofTable>
      </div>
      {brier.learned !== null && brier.base !== null && (
        <Text size="sm" mt="sm">
          {say('proof.brier', {
            learned: formats.fixed(brier.learned, 4),
            base: formats.fixed(brier.base, 4),
            n: formats.integer(judged.rows),
          })}
        </Text>
      )}
    </Panel>
  );
};
