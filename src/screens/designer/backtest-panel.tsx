import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Backtest } from '../../api/contract/version.ts';
import { Panel } from '../components/panel.tsx';
import { call } from '../server/call.ts';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  current: number;
  /** Stores the draft, so that the server can judge it; its number. */
  store: () => Promise<number>;
  isChanged: boolean;
}

/** Fewer leavers than this show no rate as a finding (definitions.md 9). */
const TOO_THIN = 20;

/** Whether the draft would have seen more of those who left than the score in use. */
export const BacktestPanel = ({ current, store, isChanged }: Props) => {
  const say = useText();
  const judging = useMutation({
    mutationFn: async () => {
      const after = await store();
      return call('version.backtest', {
        query: { before: String(current), after: String(after) },
      });
    },
  });
  return (
    <Panel title={say('designer.backtest')}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('designer.backtest.what')}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={judging.isPending}
        onClick={() => judging.mutate()}
      >
        {say(isChanged ? 'designer.backtest.save_and_run' : 'designer.backtest.run')}
      </Button>
      {judging.isError && (
        <Text c="error" size="sm" role="alert">
          {judging.error.message}
        </Text>
      )}
      {judging.data && <Judged backtest={judging.data} />}
    </Panel>
  );
};

const Judged = ({ backtest }: { backtest: Backtest }) => {
  const say = useText();
  const formats = useFormats();
  const { from, to, months, churned, accounts, before, after, horizon_days } = backtest;
  if (from === null || to === null) return <Text mt="sm">{say('designer.backtest.none')}</Text>;
  const isThin = churned < TOO_THIN;
  const seen = (count: number): string =>
    isThin || churned === 0
      ? say('designer.backtest.count', { n: count, of: churned })
      : say('designer.backtest.rate', {
          n: count,
          of: churned,
          percent: formats.percent(count / churned, 0),
        });
  const days = (median: number | null): string =>
    median === null ? '—' : say('designer.backtest.days', { days: formats.decimal(median, 0) });
  const lines = [
    { message: 'designer.backtest.seen', values: [seen(before.seen), seen(after.seen)] },
    {
      message: 'designer.backtest.false_alarms',
      values: [formats.integer(before.false_alarms), formats.integer(after.false_alarms)],
    },
    {
      message: 'designer.backtest.lead',
      values: [days(before.lead_time_days), days(after.lead_time_days)],
    },
  ];
  return (
    <div role="status">
      <Text mt="sm" mb="xs">
        {say('designer.backtest.past', {
          n: accounts,
          churned,
          months,
          days: horizon_days,
          from: formats.day(from),
          to: formats.day(to),
        })}{' '}
        {isThin && say('designer.backtest.thin', { least: TOO_THIN })}
      </Text>
      <table className="rows">
        <thead>
          <tr>
            <td />
            <th scope="col" className="right">
              {say('designer.before')}
            </th>
            <th scope="col" className="right">
              {say('designer.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ message, values: [one, other] }) => (
            <tr key={message}>
              <th scope="row">{say(message)}</th>
              <td className="right num">{one}</td>
              <td className="right num">{other}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
