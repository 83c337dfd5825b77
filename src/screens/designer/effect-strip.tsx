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
        search={(was) => ({ ...was, tab: 'effect' })}
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
                {say('designer.from_to', {
                  from: formats.integer(before),
                  to: formats.integer(after),
                })}
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
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </section>
  );
};
