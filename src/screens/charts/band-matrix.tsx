import { useMediaQuery } from '@mantine/hooks';
import { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  /** Accounts by band before (row) and after (column), best band first. */
  matrix: readonly (readonly number[])[];
  /** The way whose accounts are listed. */
  chosen?: { from: Band; to: Band } | null;
  /** Lists the accounts that go one way; without it counts open nothing. */
  onChoose?: (cell: { from: Band; to: Band } | null) => void;
}

/** Four words do not fit beside each other on a phone; their shapes do. */
const NARROW = '(max-width: 600px)';

/** Who moves between bands: rows are where accounts come from, columns where they go. Each count opens its accounts. */
export const BandMatrix = ({ matrix, chosen = null, onChoose }: Props) => {
  const say = useText();
  const formats = useFormats();
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <table className="band-matrix">
      <caption>{say('designer.matrix')}</caption>
      <thead>
        <tr>
          <td />
          {Band.map((band) => (
            <th key={band} scope="col">
              <BandMark band={band} brief={isNarrow} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Band.map((from, row) => (
          <tr key={from}>
            <th scope="row">
              <BandMark band={from} />
            </th>
            {Band.map((to, column) => {
              const count = matrix[row]?.[column] ?? 0;
              const isChosen = chosen?.from === from && chosen.to === to;
              const isGraded = from !== 'unknown' && to !== 'unknown' && from !== to;
              const kind = isGraded ? (column < row ? 'better' : 'worse') : 'same';
              return (
                <td key={to} className={count === 0 ? 'none' : kind}>
                  {onChoose === undefined ? (
                    <span className="num">{formats.integer(count)}</span>
                  ) : (
                    <button
                      type="button"
                      className="num"
                      disabled={count === 0}
                      aria-pressed={isChosen}
                      aria-label={say('designer.matrix.cell', {
                        n: count,
                        from: say(`band.${from}`),
                        to: say(`band.${to}`),
                      })}
                      onClick={() => onChoose(isChosen ? null : { from, to })}
                    >
                      {formats.integer(count)}
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
