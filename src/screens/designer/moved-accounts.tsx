import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { accountPath } from '../../api/contract/paths.ts';
import { bandOrder } from '../../scoring/portfolio.ts';
import type { ScoredPortfolio } from '../../scoring/portfolio-model.ts';
import type { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { Effect, Scored } from './use-effect-of.ts';

interface Props {
  /** Places of the accounts. */
  moved: readonly number[];
  cell: { from: Band; to: Band } | null;
  effect: Effect;
  scored: Scored;
}

const AT_ONCE = 50;

const Health = ({ scores, account }: { scores: ScoredPortfolio; account: number }) => {
  const formats = useFormats();
  const health = scores.health[account] ?? Number.NaN;
  return (
    <span className="num health">
      {Number.isNaN(health) ? '' : <strong>{formats.score(health)}</strong>}{' '}
      <BandMark band={bandOrder[scores.band[account] ?? 3] ?? 'unknown'} brief />
    </span>
  );
};

/** The accounts that change band, the most valuable ones first. */
export const MovedAccounts = ({ moved, cell, effect, scored }: Props) => {
  const say = useText();
  const formats = useFormats();
  const [most, setMost] = useState(AT_ONCE);
  const { accounts, currency } = scored.readings;
  const ordered = useMemo(
    () => moved.toSorted((a, b) => (accounts.mrr[b] ?? -1) - (accounts.mrr[a] ?? -1) || a - b),
    [moved, accounts],
  );
  const title =
    cell === null
      ? say('designer.moved', { n: moved.length })
      : say('designer.moved.cell', {
          n: moved.length,
          from: say(`band.${cell.from}`),
          to: say(`band.${cell.to}`),
        });
  return (
    <Panel title={title}>
      {moved.length === 0 ? (
        <Text c="dimmed">{say('designer.moved.none')}</Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
        <section className="rows-scroll moved" tabIndex={0} aria-label={say('designer.moved.list')}>
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{say('designer.customer')}</th>
                <th scope="col" className="right">
                  {say('designer.before')}
                </th>
                <th scope="col" className="right">
                  {say('designer.after')}
                </th>
                <th scope="col" className="right">
                  {say('designer.mrr')}
                </th>
              </tr>
            </thead>
            <tbody>
              {ordered.slice(0, most).map((account) => {
                const mrr = accounts.mrr[account] ?? null;
                return (
                  <tr key={accounts.id[account]}>
                    <td className="wide">
                      <Link
                        to="/customers/$account"
                        params={{ account: accountPath(accounts.id[account] ?? 0) }}
                        className="opens"
                      >
                        {accounts.name[account]}
                      </Link>
                    </td>
                    <td className="right">
                      <Health scores={effect.before} account={account} />
                    </td>
                    <td className="right">
                      <Link
                        from="/designer"
                        to="/designer"
                        search={(was) => ({
                          ...was,
                          tab: 'test',
                          account: String(accounts.id[account]),
                        })}
                        className="opens"
                      >
                        <Health scores={effect.after} account={account} />
                      </Link>
                    </td>
                    <td className="right num">
                      {mrr === null ? '—' : formats.amount(mrr, currency)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      {ordered.length > most && (
        <Button
          size="compact-sm"
          variant="default"
          mt="xs"
          onClick={() => setMost((was) => was + AT_ONCE)}
        >
          {say('designer.moved.more', { n: ordered.length - most })}
        </Button>
      )}
    </Panel>
  );
};
