import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type {
  ActionOutcomes,
  ActionRule,
  Comparison,
  OutcomeRowFilter,
} from '../../api/contract/action.ts';
import type { Formats } from '../../lib/format/format.ts';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { outcomesQuery } from './action-queries.ts';
import { OutcomeDrawer } from './outcome-drawer.tsx';

type Outcome = ActionOutcomes['outcomes'][number];

interface Line {
  key: string;
  days: number;
  kind: OutcomeRowFilter['figure'];
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
  const { rows } = useSearch({ from: '/actions' });
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
      kind: Line['kind'],
      figure: string,
      comparison: Comparison | null,
      write: Line['write'],
      writeDifference = inPoints,
    ) =>
      comparison === null
        ? []
        : [{ key: `${days}.${kind}`, days, kind, figure, comparison, write, writeDifference }];
    return [
      ...line(
        'reading',
        say('outcome.reading', { kpi }),
        reading,
        readingWriter(formats, unit),
        (value) =>
          unit === 'share'
            ? say('outcome.percentage_points', { n: formats.signed(100 * value, 1) })
            : formats.signed(value, 2),
      ),
      ...line('score', say('outcome.score', { kpi }), score, formats.score),
      ...line('health', say('outcome.health'), health, formats.score),
    ];
  });
  const opened = lines.flatMap(({ key, days, kind, figure }) =>
    sides
      .filter((side) => `${key}.${side}` === rows)
      .map((side) => ({ rule: rule.id, filter: { days, figure: kind, side }, figure })),
  )[0];
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
      {opened !== undefined && <OutcomeDrawer {...opened} />}
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

const sides = ['taken', 'others', 'left_out'] as const;

/** Leads to the customers behind a count. */
const RowsLink = ({ rows, children }: { rows: string; children: ReactNode }) => (
  <Link
    from="/actions"
    to="/actions"
    search={(search) => ({ ...search, rows })}
    resetScroll={false}
    className="opens"
  >
    {children}
  </Link>
);

const OutcomeTable = ({ lines }: { lines: readonly Line[] }) => {
  const say = useText();
  const formats = useFormats();
  const side = ({ key, write, comparison }: Line, which: 'taken' | 'others') => {
    const { start, after, n } = comparison[which];
    if (start === null || after === null) return say('outcome.nobody');
    return (
      <>
        {say('outcome.side', { start: write(start), after: write(after) })}{' '}
        <RowsLink rows={`${key}.${which}`}>{say('outcome.n', { n: formats.integer(n) })}</RowsLink>
      </>
    );
  };
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
            const { difference, left_out: leftOut } = line.comparison;
            return (
              <tr key={line.key}>
                <td className="num">{say('outcome.days', { n: line.days })}</td>
                <td>{line.figure}</td>
                <td>{side(line, 'taken')}</td>
                <td>{side(line, 'others')}</td>
                <td className="right num">
                  {difference === null ? '—' : line.writeDifference(difference)}
                </td>
                <td className="right num">
                  {leftOut === 0 ? (
                    formats.integer(leftOut)
                  ) : (
                    <RowsLink rows={`${line.key}.left_out`}>{formats.integer(leftOut)}</RowsLink>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};
