import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { accountPath } from '../../api/contract/paths.ts';
import type { Backtest } from '../../api/contract/version.ts';
import { useFormats, useText } from '../text/text.ts';
import type { PastList } from './designer-search.ts';
import type { Scored } from './use-effect-of.ts';

type Named = Backtest['warned_in_vain'][number] & Partial<Backtest['leavers'][number]>;

interface Props {
  list: PastList;
  named: readonly Named[];
  sides: readonly [string, string];
  scored: Scored;
}

const AT_ONCE = 50;

const titles: Record<PastList, string> = {
  left_before: 'designer.past.left_before',
  left_after: 'designer.past.left_after',
  left_more: 'designer.past.left_more',
  left_fewer: 'designer.past.left_fewer',
  vain_before: 'designer.past.vain_before',
  vain_after: 'designer.past.vain_after',
  vain_more: 'designer.past.vain_more',
  vain_fewer: 'designer.past.vain_fewer',
};

/** Which of them a list holds: those that one version names, or that one alone does. */
function membersOf(list: PastList, named: readonly Named[]): readonly Named[] {
  if (list.endsWith('more')) return named.filter(({ before, after }) => after && !before);
  if (list.endsWith('fewer')) return named.filter(({ before, after }) => before && !after);
  const side = list.endsWith('before') ? 'before' : 'after';
  return named.filter((each) => each[side]);
}

/** The accounts behind one count of a backtest. */
export const PastAccounts = ({ list, named, sides, scored }: Props) => {
  const say = useText();
  const formats = useFormats();
  const [most, setMost] = useState(AT_ONCE);
  const { accounts } = scored.readings;
  const places = useMemo(() => new Map(accounts.account_id.map((id, at) => [id, at])), [accounts]);
  const shown = membersOf(list, named);
  const isOfLeavers = list.startsWith('left');
  const mark = (isNamed: boolean): string => say(isNamed ? 'cell.yes' : 'cell.no');
  const title = say(titles[list], { n: shown.length });
  return (
    <>
      <Text fw={600} mt="sm">
        {title}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
      <section className="rows-scroll moved" tabIndex={0} aria-label={title}>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{say('designer.customer')}</th>
              {isOfLeavers && <th scope="col">{say('designer.past.left_on')}</th>}
              {sides.map((name) => (
                <th key={name} scope="col">
                  {say('designer.past.warned', { version: name })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most).map(({ account_id, before, after, left_on }) => {
              const place = places.get(account_id);
              return (
                <tr key={account_id}>
                  <td className="wide">
                    {place === undefined ? (
                      account_id
                    ) : (
                      <Link
                        to="/customers/$account"
                        params={{ account: accountPath(accounts.id[place] ?? 0) }}
                        className="opens"
                      >
                        {accounts.name[place]}
                      </Link>
                    )}
                  </td>
                  {isOfLeavers && (
                    <td className="num">{left_on === undefined ? '—' : formats.day(left_on)}</td>
                  )}
                  <td>{mark(before)}</td>
                  <td>{mark(after)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {shown.length > most && (
        <Button
          size="compact-sm"
          variant="default"
          mt="xs"
          onClick={() => setMost((was) => was + AT_ONCE)}
        >
          {say('designer.moved.more', { n: shown.length - most })}
        </Button>
      )}
    </>
  );
};
