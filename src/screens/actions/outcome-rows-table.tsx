import { Link } from '@tanstack/react-router';
import type { OutcomeRowFilter, OutcomeRows } from '../../api/contract/action.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { BandMark } from '../components/band-mark.tsx';
import { NoData } from '../components/nothing.tsx';
import { readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  rows: OutcomeRows['rows'];
  unit: OutcomeRows['unit'];
  figure: OutcomeRowFilter['figure'];
}

/** Customers with a figure at the start and after; the day leads to what was known on it. */
export const OutcomeRowsTable = ({ rows, unit, figure }: Props) => {
  const say = useText();
  const formats = useFormats();
  const written = (value: number | null) => {
    if (value === null) return <NoData reason={say('outcome.rows.unknown')} />;
    if (figure !== 'reading') return formats.score(value);
    return unit === null ? formats.decimal(value) : readingText(formats, unit, value);
  };
  const dayOf = (id: number, day: string) => (
    <Link
      to="/customers/$account/why"
      params={{ account: accountPath(id) }}
      search={{ as_of: day }}
      className="opens"
    >
      {formats.day(day)}
    </Link>
  );
  return (
    <section
      className="rows-scroll rules whole-list"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
      tabIndex={0}
      aria-label={say('outcome.rows.list')}
    >
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say('rules.actions.customer')}</th>
            <th scope="col">{say('outcome.rows.band')}</th>
            <th scope="col">{say('outcome.rows.start_on')}</th>
            <th scope="col" className="right">
              {say('outcome.rows.start')}
            </th>
            <th scope="col">{say('outcome.rows.after_on')}</th>
            <th scope="col" className="right">
              {say('outcome.rows.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, band, start_on, start, after_on, after }) => (
            <tr key={`${id} ${start_on}`}>
              <th scope="row">
                <Link
                  to="/customers/$account"
                  params={{ account: accountPath(id) }}
                  className="opens"
                >
                  {name}
                </Link>
              </th>
              <td data-label={say('outcome.rows.band')}>
                <BandMark band={band} />
              </td>
              <td className="num" data-label={say('outcome.rows.start_on')}>
                {dayOf(id, start_on)}
              </td>
              <td className="right num" data-label={say('outcome.rows.start')}>
                {written(start)}
              </td>
              <td className="num" data-label={say('outcome.rows.after_on')}>
                {dayOf(id, after_on)}
              </td>
              <td className="right num" data-label={say('outcome.rows.after')}>
                {written(after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
