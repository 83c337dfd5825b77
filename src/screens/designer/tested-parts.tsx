import { Link } from '@tanstack/react-router';
import { accountPath } from '../../api/contract/paths.ts';
import type { ReadingPlace } from '../../api/contract/portfolio.ts';
import { apportion } from '../../lib/format/apportion.ts';
import { cutTo } from '../../lib/format/format.ts';
import type { Health, HealthPart } from '../../scoring/health.ts';
import { NoData } from '../components/nothing.tsx';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  /** Hale's own number of the customer. */
  account: number;
  before: Health;
  after: Health;
  places: readonly ReadingPlace[];
}

/** Points as they are shown: to a tenth, and adding up to the health shown; null where a KPI gives none. */
function pointsOf({ parts, uncapped }: Health, ids: readonly string[]): (number | null)[] {
  const earned = ids.map((id) => parts.find((part) => part.id === id)?.earned ?? null);
  const shown = apportion(
    earned.map((points) => points ?? 0),
    cutTo(uncapped ?? 0, 1),
    1,
  );
  return earned.map((points, at) => (points === null ? null : (shown[at] ?? null)));
}

/** Every KPI of both settings, with what each gives of a health. */
export const TestedParts = ({ account, before, after, places }: Props) => {
  const say = useText();
  const formats = useFormats();
  const ids = [...new Set([...after.parts, ...before.parts].map(({ id }) => id))];
  const partOf = ({ parts }: Health, id: string): HealthPart | undefined =>
    parts.find((part) => part.id === id);
  const reading = (part: HealthPart | undefined, id: string) => {
    const unit = places.find(({ kpi }) => kpi === id)?.unit ?? 'number';
    return part === undefined || part.value === null ? (
      <NoData reason={say('designer.test.no_reading')} />
    ) : (
      <Link
        to="/customers/$account/why"
        params={{ account: accountPath(account) }}
        search={({ as_of }) => ({ ...(as_of === undefined ? {} : { as_of }), open: id })}
        className="opens"
      >
        {readingText(formats, unit, part.value)}
      </Link>
    );
  };
  const points = (value: number | null | undefined): string =>
    value === null || value === undefined ? '—' : formats.fixed(value, 1);
  const pair = (from: string, to: string) =>
    from === to ? to : say('designer.from_to', { from, to });
  const [oldPoints, freshPoints] = [pointsOf(before, ids), pointsOf(after, ids)];
  const sum = ({ uncapped }: Health) => (uncapped === null ? '—' : formats.score(uncapped));
  const label = say('designer.test.parts');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="rows-scroll" tabIndex={0} aria-label={label} style={{ maxHeight: 'none' }}>
      <table className="rows tested">
        <thead>
          <tr>
            <th scope="col">{say('designer.kpi')}</th>
            <th scope="col" className="right">
              {say('designer.reading')}
            </th>
            <th scope="col" className="right spare">
              {say('designer.score')}
            </th>
            <th scope="col" className="right spare">
              {say('designer.share')}
            </th>
            <th scope="col" className="right">
              {say('designer.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ids.map((id, at) => {
            const [old, fresh] = [partOf(before, id), partOf(after, id)];
            const isMoved = old?.earned !== fresh?.earned;
            return (
              <tr key={id} className={isMoved ? 'is-moved' : undefined}>
                <th scope="row">{kpiName(say, id)}</th>
                <td className="right num">{reading(fresh ?? old, id)}</td>
                <td className="right num spare">
                  {pair(points(old?.score), points(fresh?.score))}
                </td>
                <td className="right num spare">
                  {pair(formats.percent(old?.share ?? 0), formats.percent(fresh?.share ?? 0))}
                </td>
                <td className="right num">
                  {pair(points(oldPoints[at]), points(freshPoints[at]))}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {say('designer.test.sum')}
            </th>
            <td className="spare" colSpan={2} />
            <td className="right num">{pair(sum(before), sum(after))}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};
