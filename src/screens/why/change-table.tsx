import type { ScoreChange } from '../../api/contract/change.ts';
import { readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { barName, type ShownBar, type ShownChange } from './shown-change.ts';

interface Props {
  change: ScoreChange;
  shown: ShownChange;
}

/** The waterfall as a table: each cause with its readings and points, and the health it leads to. */
export const ChangeTable = ({ change, shown }: Props) => {
  const say = useText();
  const formats = useFormats();
  const reading = ({ kpi }: ShownBar, side: 'before' | 'after'): string => {
    const moved = change.kpis.find(({ id }) => id === kpi);
    if (moved === undefined) return '—';
    const value = moved[side]?.reading ?? null;
    return value === null ? '?' : readingText(formats, moved.unit, value);
  };
  let level = shown.from;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="rows-scroll" tabIndex={0} aria-label={say('change.table')}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say('change.table.cause')}</th>
            <th scope="col" className="right">
              {formats.day(change.from.day)}
            </th>
            <th scope="col" className="right">
              {formats.day(change.to.day)}
            </th>
            <th scope="col" className="right">
              {say('change.table.points')}
            </th>
            <th scope="col" className="right">
              {say('change.table.level')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.bars.map((bar) => {
            level += bar.shown;
            return (
              <tr key={bar.id}>
                <th scope="row">{barName(say, bar)}</th>
                <td className="right num">{reading(bar, 'before')}</td>
                <td className="right num">{reading(bar, 'after')}</td>
                <td className="right num">{formats.signed(bar.shown, 1)}</td>
                <td className="right num">{formats.fixed(level, 1)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('change.table.sum')}</th>
            <td className="right num">{formats.fixed(shown.from, 1)}</td>
            <td className="right num">{formats.fixed(shown.to, 1)}</td>
            <td className="right num">{formats.signed(shown.points, 1)}</td>
            <td className="right num">{formats.fixed(shown.to, 1)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};
