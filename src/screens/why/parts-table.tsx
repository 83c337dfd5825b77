import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { type PartFacts, sourceText, targetText } from './part-words.ts';
import type { ShownPart, ShownParts } from './shown-parts.ts';

const columns = [
  'kpi',
  'reading',
  'target',
  'before',
  'n',
  'score',
  'weight',
  'share',
  'earned',
  'maximum',
  'missed',
  'as_of',
  'source',
];

const Row = ({ part, facts }: { part: ShownPart; facts: PartFacts | undefined }) => {
  const say = useText();
  const formats = useFormats();
  const before = part.trend.readings[0];
  const cells = [
    part.reading === null ? '?' : readingText(formats, part.unit, part.reading),
    targetText({ say, formats }, part) ?? '—',
    before == null ? '?' : readingText(formats, part.unit, before),
    formats.integer(part.n),
    part.score === null ? '—' : formats.score(part.score),
    formats.decimal(part.weight),
    part.share === null ? '—' : formats.percent(part.share),
    part.shown === null ? '—' : formats.fixed(part.shown.earned, 1),
    part.shown === null ? '—' : formats.fixed(part.shown.maximum, 1),
    part.shown === null ? '—' : formats.fixed(part.shown.missed, 1),
    facts?.newest_fact_on ? formats.day(facts.newest_fact_on) : '—',
    (facts && sourceText({ say }, facts)) ?? '—',
  ];
  return (
    <tr>
      <th scope="row">{kpiName(say, part.id)}</th>
      {cells.map((cell, at) => (
        <td key={columns[at + 1]} className="right num">
          {cell}
        </td>
      ))}
    </tr>
  );
};

/** The same figures as the lollipop, as a table with its sums. */
export const PartsTable = ({
  shown,
  factsOf,
}: {
  shown: ShownParts;
  factsOf: (kpi: string) => PartFacts | undefined;
}) => {
  const say = useText();
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="rows-scroll" tabIndex={0} aria-label={say('why.parts.table')}>
      <table className="rows">
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" className={at === 0 ? undefined : 'right'}>
                {say(`parts.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.parts.map((part) => (
            <Row key={part.id} part={part} facts={factsOf(part.id)} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('parts.sum')}</th>
            <td colSpan={7} />
            <td className="right num">{formats.fixed(shown.earned, 1)}</td>
            <td className="right num">{formats.fixed(shown.earned + shown.missed, 1)}</td>
            <td className="right num">{formats.fixed(shown.missed, 1)}</td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
};
