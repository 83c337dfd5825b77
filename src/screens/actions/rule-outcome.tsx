import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ActionOutcomes, ActionRule, Comparison } from '../../api/contract/action.ts';
import type { Formats } from '../../lib/format/format.ts';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { outcomesQuery } from './action-queries.ts';

type Outcome = ActionOutcomes['outcomes'][number];

interface Line {
  key: string;
  days: number;
  figure: string;
  comparison: Comparison;
  write: (value: number) => string;
  writeDifference: (value: number) => string;
}

const readingWriter = (formats: Formats, unit: Outcome['unit']) => (value: number) =>
  unit === null ? formats.decimal(value) : readingText(formats, unit, value);

/** What became of accounts after the action was done, beside accounts alike where it was not. */
export const RuleOutcome = ({ rule }: { rule: ActionRule }) => {
  const say = useText();
  const formats = useFormats();
  const outcomes = useQuery({ ...outcomesQuery(rule.id), enabled: rule.done > 0 });
  if (rule.done > 0 && outcomes.isPending) return <BlockSkeleton height={160} />;
  if (outcomes.isError) {
    return <Failed error={outcomes.error} onRetry={() => void outcomes.refetch()} />;
  }
  const outcome = outcomes.data?.outcomes.find((one) => one.rule === rule.id);
  const unit = outcome?.unit ?? null;
  const kpi = rule.kpi === null ? '' : kpiName(say, rule.kpi);
  const lines = (outcome?.after ?? []).flatMap(({ days, score, reading, health }): Line[] => {
    const inPoints = (value: number) => formats.signed(value, 1);
    const line = (
      figure: string,
      comparison: Comparison | null,
      write: Line['write'],
      writeDifference = inPoints,
    ) =>
      comparison === null
        ? []
        : [{ key: `${days} ${figure}`, days, figure, comparison, write, writeDifference }];
    return [
      ...line(say('outcome.reading', { kpi }), reading, readingWriter(formats, unit), (value) =>
        unit === 'share'
          ? say('outcome.percentage_points', { n: formats.signed(100 * value, 1) })
          : formats.signed(value, 2),
      ),
      ...line(say('outcome.score', { kpi }), score, formats.score),
      ...line(say('outcome.health'), health, formats.score),
    ];
  });
  return (
    <section>
      <Title order={3} size="h5" mt="lg" mb="xs">
        {say('outcome.title')}
      </Title>
      {lines.length === 0 ? (
        <Text size="sm">{say(rule.done === 0 ? 'rules.outcome.none' : 'rules.outcome.early')}</Text>
      ) : (
        <OutcomeTable lines={lines} />
      )}
      <Text size="sm" c="dimmed" mt="xs">
        {say('outcome.not_proof')}
      </Text>
      {rule.done > 0 && (
        <Text size="sm" mt="xs">
          <Link
            from="/actions"
            to="/actions"
            search={(search) => ({ ...search, rule: rule.id, list: 'done' })}
            className="opens"
          >
            {say('outcome.who', { n: rule.done })}
          </Link>
        </Text>
      )}
    </section>
  );
};

const OutcomeTable = ({ lines }: { lines: readonly Line[] }) => {
  const say = useText();
  const formats = useFormats();
  const side = ({ write }: Line, { start, after, n }: Comparison['taken']) =>
    start === null || after === null
      ? say('outcome.nobody')
      : say('outcome.side', { start: write(start), after: write(after), n });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="rows-scroll" tabIndex={0} aria-label={say('outcome.title')}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say('outcome.column.days')}</th>
            <th scope="col">{say('outcome.column.figure')}</th>
            <th scope="col">{say('outcome.column.taken')}</th>
            <th scope="col">{say('outcome.column.others')}</th>
            <th scope="col" className="right">
              {say('outcome.column.difference')}
            </th>
            <th scope="col" className="right">
              {say('outcome.column.left_out')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { taken, others, difference, left_out: leftOut } = line.comparison;
            return (
              <tr key={line.key}>
                <td className="num">{say('outcome.days', { n: line.days })}</td>
                <td>{line.figure}</td>
                <td>{side(line, taken)}</td>
                <td>{side(line, others)}</td>
                <td className="right num">
                  {difference === null ? '—' : line.writeDifference(difference)}
                </td>
                <td className="right num">{formats.integer(leftOut)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};
