import type { Band } from '../app/search-words.ts';
import { useText } from '../text/text.ts';

/** A shape of its own for each band, so that it is told without colour. */
export const bandShape: Record<Band, string> = {
  healthy: '▲',
  attention: '●',
  at_risk: '▼',
  unknown: '○',
};

/** Shape and word of a band; the shape alone where `brief`, with the word for screen readers. */
export const BandMark = ({ band, brief = false }: { band: Band; brief?: boolean }) => {
  const say = useText();
  const word = say(`band.${band}`);
  return (
    <span className="band-mark" style={{ color: `var(--${band})` }}>
      {brief ? (
        <span role="img" aria-label={word} title={word}>
          {bandShape[band]}
        </span>
      ) : (
        <>
          <span aria-hidden>{bandShape[band]}</span>
          {word}
        </>
      )}
    </span>
  );
};
