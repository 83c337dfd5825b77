import { useStatus } from '../app/status.tsx';
import { readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

/** Figures that stand beside a reading, such as the reopen rate beside touchpoint. */
export const PartFigures = ({ part }: { part: ShownPart }) => {
  const say = useText();
  const formats = useFormats();
  const { currency: companyCurrency } = useStatus();
  const named = part.figures.filter(
    ({ id, value, currency }) =>
      value !== null &&
      // Those of each metric stand in a table of their own.
      !id.startsWith('kept_') &&
      // Where the customer's currency is the company's, the same amount need not stand twice.
      !(id.endsWith('_in_account_currency') && currency === companyCurrency),
  );
  if (named.length === 0) return null;
  return (
    <dl className="facts">
      {named.map((figure) => (
        <div key={figure.id}>
          <dt>{say.has(`figure.${figure.id}`) ? say(`figure.${figure.id}`) : figure.id}</dt>
          <dd className="num">
            {figure.unit === 'amount'
              ? formats.amount(figure.value ?? 0, figure.currency ?? companyCurrency)
              : readingText(formats, figure.unit, figure.value ?? 0)}
          </dd>
        </div>
      ))}
    </dl>
  );
};
