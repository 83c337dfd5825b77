import { Text } from '@mantine/core';
import type { Proof, ProofSkill } from '../../api/contract/proof.ts';
import { Panel } from '../components/panel.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';
import { ProofTable } from './proof-table.tsx';

interface Line {
  id: string;
  name: string;
  skill: ProofSkill;
  /** On the month-ends that the learned model judged, where that is something else. */
  judged: ProofSkill | null;
  isMain: boolean;
}

/** Health and learned model first, then the KPIs, those that tell most at the top. */
const linesOf = (say: Say, { auc }: Proof): Line[] => {
  const main = [
    { id: 'health', name: say('proof.health'), skill: auc.health, judged: auc.health.on_judged },
    { id: 'learned', name: say('proof.learned'), skill: auc.learned, judged: null },
    { id: 'proposed', name: say('proof.proposed'), skill: auc.proposed, judged: null },
  ];
  const kpis = Object.entries(auc.kpis)
    .map(([id, skill]) => ({ id, name: kpiName(say, id), skill, judged: skill.on_judged }))
    .toSorted((a, b) => (b.skill.value ?? -1) - (a.skill.value ?? -1));
  return [
    ...main.map((line) => ({ ...line, isMain: true })),
    ...kpis.map((line) => ({ ...line, isMain: false })),
  ];
};

/** How well each figure tells who leaves, with interval and n. */
export const SkillPanel = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const auc = (value: number | null) => (value === null ? '—' : formats.fixed(value, 3));
  return (
    <Panel title={say('proof.skill')}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('proof.skill.explained')}
      </Text>
      <ProofTable label={say('proof.skill')}>
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
          {linesOf(say, proof).map(({ id, name, skill, judged, isMain }) => (
            <tr key={`${isMain} ${id}`}>
              <th scope="row" className={isMain ? undefined : 'proof-plain'}>
                {name}
              </th>
              <td className="proof-drawn" aria-hidden>
                <Whisker skill={skill} />
              </td>
              <td className="right num">{auc(skill.value)}</td>
              <td className="right num">
                {skill.low === null || skill.high === null
                  ? '—'
                  : `${auc(skill.low)} – ${auc(skill.high)}`}
              </td>
              <td className="right num">{auc(judged?.value ?? null)}</td>
              <td className="right num">{formats.integer(skill.n)}</td>
              <td className="right num">{formats.integer(skill.churned)}</td>
              <td className="right num">{formats.integer(skill.left_out)}</td>
            </tr>
          ))}
        </tbody>
      </ProofTable>
    </Panel>
  );
};

/** The value as a dot on 0 … 1, its interval as a line, chance in the middle. */
const Whisker = ({ skill: { value, low, high } }: { skill: ProofSkill }) => (
  <span className="whisker">
    <i className="chance" />
    {low !== null && high !== null && (
      <i className="reach" style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }} />
    )}
    {value !== null && (
      <b className={low !== null && low > 0.5 ? 'above' : ''} style={{ left: `${100 * value}%` }} />
    )}
  </span>
);
