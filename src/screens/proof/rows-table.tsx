import { Link } from '@tanstack/react-router';
import { accountPath } from '../../api/contract/paths.ts';
import type { ProofRows } from '../../api/contract/proof.ts';
import { useStatus } from '../app/status.tsx';
import { BandMark } from '../components/band-mark.tsx';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import type { RowFilter } from './row-filter.ts';

interface Props {
  rows: ProofRows['rows'];
  /** Tells which figures the rows were opened for: they get a column. */
  filter: RowFilter;
}

/** Customers at month-ends, what was known of each, and what came of it. */
export const RowsTable = ({ rows, filter: { kpi, read = true, proposed = false } }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { kpis } = useStatus();
  const unit = kpis.find(({ id }) => id === kpi)?.unit ?? 'number';
  const day = (date: string | null) => (date === null ? '—' : formats.day(date));
  return (
    <section
      className="rows-scroll proof-scroll"
      aria-label={say('proof.rows.list')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to get there.
      tabIndex={0}
    >
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say('column.customer')}</th>
            <th scope="col">{say('proof.rows.month_end')}</th>
            {kpi !== undefined && read && (
              <th scope="col" className="right">
                {kpiName(say, kpi)}
              </th>
            )}
            <th scope="col">{say('column.health')}</th>
            {proposed && (
              <th scope="col" className="right">
                {say('proof.rows.proposed_health')}
              </th>
            )}
            <th scope="col">{say('proof.rows.left_on')}</th>
            <th scope="col">{say('proof.rows.first_at_risk')}</th>
            <th scope="col" className="right">
              {say('proof.rows.probability')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id} ${row.as_of}`}>
              <td className="wide">
                {row.name === null ? (
                  row.account_id
                ) : (
                  <Link
                    to="/customers/$account/why"
                    params={{ account: accountPath(row.id) }}
                    search={{ as_of: row.as_of }}
                    className="opens"
                  >
                    {row.name}
                  </Link>
                )}
              </td>
              <td className="num">{formats.day(row.as_of)}</td>
              {kpi !== undefined && read && (
                <td className="right num">
                  {row.reading === null ? '—' : readingText(formats, unit, row.reading)}
                </td>
              )}
              <td className="num">
                {row.health !== null && <strong>{formats.score(row.health)} </strong>}
                <BandMark band={row.band} />
              </td>
              {proposed && (
                <td className="right num">
                  {row.proposed_health === null ? '—' : formats.score(row.proposed_health)}
                </td>
              )}
              <td className="num">{day(row.left_on)}</td>
              <td className="num">{day(row.first_at_risk_on)}</td>
              <td className="right num">{row.p === null ? '—' : formats.percent(row.p)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
