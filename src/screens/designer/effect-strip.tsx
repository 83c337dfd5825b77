import { VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { Effect } from './use-effect-of.ts';

/** Long enough not to speak of every step of a slider. */
const SPOKEN_AFTER_MS = 900;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

interface OpensProps {
  /** The band that the accounts come from or go to. */
  way: { from?: Band; to?: Band };
  /** Accounts that it stands for; none open nothing. */
  n: number;
  label: string;
  children: string;
}

/** A count that opens its accounts. */
const Opens = ({ way: { from, to }, n, label, children }: OpensProps) =>
  n === 0 ? (
    <span>{children}</span>
  ) : (
    <Link
      from="/designer"
      to="/designer"
      search={(was) => ({ ...was, tab: 'effect', from, to, bin: undefined })}
      className="opens"
      aria-label={label}
    >
      {children}
    </Link>
  );

/** What the draft does to the portfolio, in one line that stays in sight. */
export const EffectStrip = ({ effect }: { effect: Effect }) => {
  const say = useText();
  const formats = useFormats();
  const { matrix, changed, accounts, meanBefore, meanAfter } = effect;
  const sentence = say('designer.effect', { n: changed, of: accounts });
  const [spoken] = useDebouncedValue(sentence, SPOKEN_AFTER_MS);
  return (
    <section className="effect-strip" aria-label={say('designer.effect.label')}>
      <Link
        from="/designer"
        to="/designer"
        search={(was) => ({
          ...was,
          tab: 'effect',
          from: undefined,
          to: undefined,
          bin: undefined,
        })}
        className="opens"
      >
        <strong className="effect-sentence">{sentence}</strong>
      </Link>
      <ul>
        {Band.map((band, at) => {
          const before = sum(matrix[at] ?? []);
          const after = sum(matrix.map((row) => row[at] ?? 0));
          return (
            <li key={band}>
              <BandMark band={band} />
              <span className="num">
                <Opens
                  way={{ from: band }}
                  n={before}
                  label={say('designer.moved.from', { n: before, from: say(`band.${band}`) })}
                >
                  {formats.integer(before)}
                </Opens>
                {' → '}
                <Opens
                  way={{ to: band }}
                  n={after}
                  label={say('designer.moved.to', { n: after, to: say(`band.${band}`) })}
                >
                  {formats.integer(after)}
                </Opens>
              </span>
            </li>
          );
        })}
        {meanBefore !== null && meanAfter !== null && (
          <li>
            <span>{say('designer.mean')}</span>
            <span className="num">
              {say('designer.from_to', {
                from: formats.score(meanBefore),
                to: formats.score(meanAfter),
              })}
            </span>
          </li>
        )}
      </ul>
      <small className="effect-plain">{say('designer.effect.plain')}</small>
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </section>
  );
};
