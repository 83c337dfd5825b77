import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { accountPath } from '../../api/contract/paths.ts';
import { bandOrder } from '../../scoring/portfolio.ts';
import type { ScoredPortfolio } from '../../scoring/portfolio-model.ts';
import { BandMark } from '../components/band-mark.tsx';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { type Say, useFormats, useText } from '../text/text.ts';
import { barOf, type Chosen, edgesOfBin } from './listed-accounts.ts';
import type { Effect, Scored } from './use-effect-of.ts';

interface Props {
  /** Places of the accounts. */
  listed: readonly number[];
  /** What they were listed by. */
  chosen: Chosen;
  effect: Effect;
  scored: Scored;
  /** Whether the health after opens the test of the account, which is about the draft. */
  opensTest?: boolean;
}

const AT_ONCE = 50;
const SIDES = ['before', 'after'] as const;

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

function titleOf(say: Say, chosen: Chosen, n: number): string {
  const bar = barOf(chosen);
  if (bar !== null) {
    const [from, to] = edgesOfBin(bar.bin);
    return say(bar.side === 'before' ? 'designer.moved.before' : 'designer.moved.after', {
      n,
      from,
      to,
    });
  }
  const [from, to] = [chosen.from, chosen.to].map((band) => band && say(`band.${band}`));
  if (from && to) return say('designer.moved.cell', { n, from, to });
  if (from) return say('designer.moved.from', { n, from });
  return to ? say('designer.moved.to', { n, to }) : say('designer.moved', { n });
}

/** The accounts behind a count of the effect, the most valuable ones first. */
export const MovedAccounts = ({ listed, chosen, effect, scored, opensTest = false }: Props) => {
  const say = useText();
  const formats = useFormats();
  const [most, setMost] = useState(AT_ONCE);
  const { accounts, currency } = scored.readings;
  const ordered = useMemo(
    () => listed.toSorted((a, b) => (accounts.mrr[b] ?? -1) - (accounts.mrr[a] ?? -1) || a - b),
    [listed, accounts],
  );
  const cells = ({ health, band }: ScoredPortfolio, account: number) => {
    const value = health[account] ?? Number.NaN;
    return [Number.isNaN(value) ? null : value, bandOrder[band[account] ?? 3] ?? 'unknown'];
  };
  return (
    <Panel
      title={titleOf(say, chosen, listed.length)}
      aside={
        <MadeFile
          name={`effect-${scored.readings.as_of}`}
          header={[
            'account_id',
            'name',
            'health_before',
            'band_before',
            'health_after',
            'band_after',
            `mrr_${currency}`,
          ]}
          rows={() =>
            ordered.map((account) => [
              accounts.account_id[account] ?? '',
              accounts.name[account] ?? '',
              ...cells(effect.before, account),
              ...cells(effect.after, account),
              accounts.mrr[account] ?? null,
            ])
          }
        />
      }
    >
      {listed.length === 0 ? (
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
                    {[effect.before, effect.after].map((scores, side) => (
                      <td key={SIDES[side]} className="right">
                        {opensTest ? (
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
                            <Health scores={scores} account={account} />
                          </Link>
                        ) : (
                          <Health scores={scores} account={account} />
                        )}
                      </td>
                    ))}
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
