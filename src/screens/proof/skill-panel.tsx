import { Text } from '@mantine/core';
import { useRef } from 'react';
import type { Proof, ProofSkill } from '../../api/contract/proof.ts';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';
import { ProofTable } from './proof-table.tsx';
import { ProofTools } from './proof-tools.tsx';
import type { RowFilter } from './row-filter.ts';
import { RowCount } from './rows-link.tsx';
import { fewestChurned } from './verdict.ts';

interface Line {
  id: string;
  name: string;
  skill: ProofSkill;
  /** On the month-ends that the learned model judged, where that is something else. */
  judged: ProofSkill | null;
  isMain: boolean;
  /** The rows that the figure rests on, and those it leaves out. */
  rows: RowFilter;
  without: RowFilter;
}

/** What rests on too few comes last. */
const rankOf = ({ value, churned_accounts }: ProofSkill): number =>
  churned_accounts < fewestChurned ? -1 : (value ?? -1);

/** Health and learned model first, then the KPIs, those that tell most at the top. */
const linesOf = (say: Say, { auc }: Proof): Line[] => {
  const main = [
    {
      id: 'health',
      name: say('proof.health'),
      skill: auc.health,
      judged: auc.health.on_judged,
      rows: { scored: true },
      without: { scored: false },
    },
    {
      id: 'learned',
      name: say('proof.learned'),
      skill: auc.learned,
      judged: null,
      rows: { judged: true },
      // It leaves no row of the months that it judges out.
      without: { judged: false },
    },
    {
      id: 'proposed',
      name: say('proof.proposed'),
      skill: auc.proposed,
      judged: null,
      rows: { proposed: true },
      without: { judged: true, proposed: false },
    },
  ];
  const kpis = Object.entries(auc.kpis)
    .map(([id, skill]) => ({
      id,
      name: kpiName(say, id),
      skill,
      judged: skill.on_judged,
      rows: { kpi: id },
      without: { kpi: id, read: false },
    }))
    .toSorted((a, b) => rankOf(b.skill) - rankOf(a.skill));
  return [
    ...main.map((line) => ({ ...line, isMain: true })),
    ...kpis.map((line) => ({ ...line, isMain: false })),
  ];
};

const fileColumns = ['figure', 'auc', 'low', 'high', 'auc_on_judged', 'rows', 'left', 'left_out'];

const fileRow = ({ id, skill: { value, low, high, n, churned, left_out }, judged }: Line) => [
  id,
  value,
  low,
  high,
  judged?.value ?? null,
  n,
  churned,
  left_out,
];

/** How well each figure tells who leaves, with interval and n. */
export const SkillPanel = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const table = useRef<HTMLDivElement>(null);
  const lines = linesOf(say, proof);
  // A KPI that was never known tells nothing, and dozens of them hide those that do.
  const silent = lines.filter(({ isMain, skill }) => !isMain && skill.n === 0);
  const name = `skill-${proof.to}-${proof.horizon_days}`;
  return (
    <Panel
      title={say('proof.skill')}
      aside={
        <ProofTools
          proof={proof}
          of={table}
          name={name}
          title={say('proof.skill')}
          unit={say('chart.unit.auc')}
        >
          <MadeFile
            name={name}
            header={fileColumns}
            rows={() => linesOf(say, proof).map(fileRow)}
          />
        </ProofTools>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {say('proof.skill.explained')}
      </Text>
      <div ref={table}>
        <ProofTable title={say('proof.skill')}>
          <thead>
            <tr>
              <th scope="col">{say('proof.figure')}</th>
              <th scope="col" className="proof-wide proof-drawn" aria-hidden>
                <span className="proof-axis">
                  <span>0</span>
                  <span>{say('proof.chance')}</span>
                  <span>1</span>
                </span>
              </th>
              <th scope="col" className="right">
                {say('proof.auc')}
              </th>
              <th scope="col" className="right">
                {say('proof.interval')}
              </th>
              <th scope="col" className="right">
                {say('proof.on_judged')}
              </th>
              <th scope="col" className="right">
                {say('proof.rows')}
              </th>
              <th scope="col" className="right">
                {say('proof.left')}
              </th>
              <th scope="col" className="right">
                {say('proof.left_out')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines
              .filter((line) => !silent.includes(line))
              .map((line) => (
                <SkillRow key={`${line.isMain} ${line.id}`} line={line} />
              ))}
          </tbody>
        </ProofTable>
        {silent.length > 0 && (
          <Text size="sm" c="dimmed" mt="xs">
            {say('proof.never_known', { kpis: formats.list(silent.map(({ name }) => name)) })}
          </Text>
        )}
      </div>
    </Panel>
  );
};

const SkillRow = ({ line: { name, skill, judged, isMain, rows, without } }: { line: Line }) => {
  const say = useText();
  const formats = useFormats();
  const auc = (value: number | null) => (value === null ? '—' : formats.fixed(value, 3));
  const isFew = skill.churned_accounts < fewestChurned;
  return (
    <tr>
      <th scope="row" className={isMain ? undefined : 'proof-plain'}>
        {name}
      </th>
      <td className="proof-drawn" aria-hidden>
        <Whisker skill={isFew ? null : skill} />
      </td>
      {isFew ? (
        <td className="proof-few" colSpan={3}>
          {say('proof.few_left', { n: skill.churned_accounts })}
        </td>
      ) : (
        <>
          <td className="right num">{auc(skill.value)}</td>
          <td className="right num">
            {skill.low === null || skill.high === null
              ? '—'
              : `${auc(skill.low)} – ${auc(skill.high)}`}
          </td>
          <td className="right num">
            {judged === null || judged.churned_accounts < fewestChurned ? '—' : auc(judged.value)}
          </td>
        </>
      )}
      <td className="right num">
        <RowCount n={skill.n} filter={rows} />
      </td>
      <td className="right num">
        <RowCount n={skill.churned} filter={{ ...rows, churned: true }} />
      </td>
      <td className="right num">
        <RowCount n={skill.left_out} filter={without} />
      </td>
    </tr>
  );
};

/** The value as a dot on 0 … 1, its interval as a line, chance in the middle. */
const Whisker = ({ skill }: { skill: ProofSkill | null }) => {
  const { value, low, high } = skill ?? { value: null, low: null, high: null };
  return (
    <span className="whisker">
      <i className="chance" />
      {low !== null && high !== null && (
        <i className="reach" style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }} />
      )}
      {value !== null && (
        <b
          className={low !== null && low > 0.5 ? 'above' : ''}
          style={{ left: `${100 * value}%` }}
        />
      )}
    </span>
  );
};
