import type { AccountList } from '../../api/contract/account.ts';
import { bandsOf } from '../app/search.ts';
import { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  bands: AccountList['bands'];
  currency: string;
  /** Bands of the filter, separated by commas. */
  chosen: string | undefined;
  onChoose: (bands: string | undefined) => void;
}

/** How many customers stand in each band; each count filters the list. */
export const BandCounts = ({ bands, currency, chosen, onChoose }: Props) => {
  const say = useText();
  const formats = useFormats();
  const pressed = bandsOf(chosen);
  const toggle = (band: Band) => {
    const next = Band.filter((each) => pressed.includes(each) !== (each === band));
    onChoose(next.length === 0 ? undefined : next.join(','));
  };
  return (
    <fieldset className="band-counts" aria-label={say('customers.bands')}>
      {Band.map((band) => {
        const { n, mrr } = bands[band];
        return (
          <button
            key={band}
            type="button"
            className="band-count"
            aria-pressed={pressed.includes(band)}
            onClick={() => toggle(band)}
            style={{ '--band-fill': `var(--${band}-fill)`, '--band-soft': `var(--${band}-soft)` }}
          >
            <BandMark band={band} />
            <strong className="num">{formats.integer(n)}</strong>
            <span className="num">
              {mrr === null
                ? say('customers.no_mrr')
                : say('customers.band_mrr', { amount: formats.amount(mrr, currency) })}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
};
