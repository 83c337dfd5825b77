import { Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Backtest, Difference, Foresight, Version } from '../../api/contract/version.ts';
import { useFormats, useText } from '../text/text.ts';
import type { DesignerSearch, PastList } from './designer-search.ts';
import { PastAccounts } from './past-accounts.tsx';
import type { Scored } from './use-effect-of.ts';
import { useVersionName } from './version-name.ts';

interface Props {
  backtest: Backtest;
  before: number;
  after: Version;
  scored: Scored;
}

/** Fewer leavers than this show no rate as a finding (definitions.md 9). */
const TOO_THIN = 20;
/** What chance makes less often than this is hardly chance. */
const HARDLY_CHANCE = 0.05;

/** What two settings saw of those who left, with the accounts behind each count. */
export const JudgedPast = ({ backtest, before: old, after: fresh, scored }: Props) => {
  const say = useText();
  const formats = useFormats();
  const nameOf = useVersionName();
  const search: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const { from, to, months, churned, accounts, before, after, horizon_days } = backtest;
  if (from === null || to === null) return <Text mt="sm">{say('designer.backtest.none')}</Text>;
  const isThin = churned < TOO_THIN;
  const sides = [nameOf({ id: old, state: 'published' }), nameOf(fresh)] as const;
  const choose = (past: PastList) =>
    void navigate({
      search: (was) => ({ ...was, past: was.past === past ? undefined : past }),
      replace: true,
      resetScroll: false,
    });
  const count = (list: PastList, n: number, text = formats.integer(n)) =>
    n === 0 ? (
      <span>{text}</span>
    ) : (
      <button
        type="button"
        className="count opens"
        aria-pressed={search.past === list}
        onClick={() => choose(list)}
      >
        {text}
      </button>
    );
  const share = ({ seen, seen_interval: { low, high } }: Foresight): string | null =>
    isThin || low === null || high === null
      ? null
      : say('designer.backtest.share', {
          percent: formats.percent(seen / churned, 0),
          low: formats.percent(low, 0),
          high: formats.percent(high, 0),
        });
  const seen = (list: PastList, foresight: Foresight) => (
    <>
      {count(
        list,
        foresight.seen,
        say('designer.backtest.count', { n: foresight.seen, of: churned }),
      )}
      {share(foresight) !== null && <div className="interval">{share(foresight)}</div>}
    </>
  );
  const lead = ({ lead_time_days: days, lead_time_n: n }: Foresight): string =>
    days === null ? '—' : say('designer.backtest.days', { days: Math.round(days), n });
  const difference = (list: 'left' | 'vain', { more, fewer }: Difference) =>
    more + fewer > 0 && (
      <tr className="difference">
        <td colSpan={3}>
          {say('designer.backtest.difference')}{' '}
          {count(`${list}_more`, more, say('designer.backtest.more', { n: more }))}
          {' · '}
          {count(`${list}_fewer`, fewer, say('designer.backtest.fewer', { n: fewer }))}
        </td>
      </tr>
    );
  const chance = ({ chance: p, more, fewer }: Difference): string => {
    if (more + fewer === 0) return say('designer.backtest.no_difference');
    return p < HARDLY_CHANCE
      ? say('designer.backtest.hardly_chance', { percent: formats.percent(HARDLY_CHANCE, 0) })
      : say('designer.backtest.chance', { percent: formats.percent(p, 0) });
  };
  return (
    <div>
      <Text mt="xs" fw={600} role="status">
        {say('designer.backtest.sentence', {
          churned,
          days: horizon_days,
          seen_before: before.seen,
          seen_after: after.seen,
          alarms_before: before.false_alarms,
          alarms_after: after.false_alarms,
        })}
      </Text>
      <Text size="sm" mb="xs">
        {say('designer.backtest.past', {
          n: accounts,
          months,
          from: formats.day(from),
          to: formats.day(to),
        })}{' '}
        {isThin ? say('designer.backtest.thin', { least: TOO_THIN }) : chance(backtest.seen)}
      </Text>
      <table className="rows past">
        <thead>
          <tr>
            <td />
            {sides.map((side) => (
              <th key={side} scope="col" className="right">
                {side}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say('designer.backtest.seen')}</th>
            <td className="right num">{seen('left_before', before)}</td>
            <td className="right num">{seen('left_after', after)}</td>
          </tr>
          {difference('left', backtest.seen)}
          <tr>
            <th scope="row">{say('designer.backtest.false_alarms')}</th>
            <td className="right num">{count('vain_before', before.false_alarms)}</td>
            <td className="right num">{count('vain_after', after.false_alarms)}</td>
          </tr>
          {difference('vain', backtest.false_alarms)}
          <tr>
            <th scope="row">{say('designer.backtest.lead')}</th>
            <td className="right num">{lead(before)}</td>
            <td className="right num">{lead(after)}</td>
          </tr>
        </tbody>
      </table>
      {search.past !== undefined && (
        <PastAccounts
          key={search.past}
          list={search.past}
          named={search.past.startsWith('left') ? backtest.leavers : backtest.warned_in_vain}
          sides={sides}
          scored={scored}
        />
      )}
    </div>
  );
};
