import { readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

/** Figures that stand beside a reading, such as the reopen rate beside touchpoint. */
export const PartFigures = ({ part }: { part: ShownPart }) => {
  const say = useText();
  const formats = useFormats();
  const named = part.figures.filter((figure) => figure.value !== null);
  if (named.length === 0) return null;
  return (
    <dl className="facts">
      {named.map((figure) => (
        <div key={figure.id}>
          <dt>{say.has(`figure.${figure.id}`) ? say(`figure.${figure.id}`) : figure.id}</dt>
          <dd className="num">{readingText(formats, figure.unit, figure.value ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
};
