import { Text, VisuallyHidden } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { NotApplicable } from '../components/nothing.tsx';
import { useFormats, useText } from '../text/text.ts';
import { type PartFacts, sourceLines, sourceText } from './part-words.ts';

interface FreshnessProps {
  /** Undefined until they are known. */
  facts: PartFacts | undefined;
  /** Whether every source is told. */
  isTold: boolean;
  onTold: () => void;
}

/** How new the facts behind a KPI are, and who delivered them. A cell of a lollipop row. */
export const PartFreshness = ({ facts, isTold, onTold }: FreshnessProps) => {
  const say = useText();
  const formats = useFormats();
  if (facts === undefined) return <span className="as-of" />;
  const source = sourceText({ say }, facts);
  if (source === null) {
    return (
      <span className="as-of">
        <NotApplicable reason={say('part.as_of.none')} />
      </span>
    );
  }
  const lines = sourceLines({ say, formats }, facts);
  const waiting =
    facts.n_quarantined === 0 ? [] : [say('part.quarantined', { n: facts.n_quarantined })];
  return (
    <span className="as-of">
      <span className="num">
        <VisuallyHidden>{say('part.as_of')} </VisuallyHidden>
        {facts.newest_fact_on === null ? '—' : formats.day(facts.newest_fact_on)}
      </span>
      <small>
        <VisuallyHidden>{say('part.source')} </VisuallyHidden>
        {source}
        {facts.n_quarantined > 0 && (
          <> · {say('part.quarantined.brief', { n: facts.n_quarantined })}</>
        )}
      </small>
      {isTold && <SourceTip lines={[...lines, ...waiting]} onClose={onTold} />}
    </span>
  );
};

/** Hidden from screen readers: the open row says the same. Escape puts it away. */
const SourceTip = ({ lines, onClose }: { lines: readonly string[]; onClose: () => void }) => {
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Escape') onClose();
  });
  return (
    <span className="source-tip" aria-hidden>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
};

interface Props {
  facts: PartFacts;
  /** Hale's own number of the account. */
  accountId: number;
}

/** In an open row: every source with what it has delivered, and the rows that were not taken. */
export const PartSources = ({ facts, accountId }: Props) => {
  const say = useText();
  const formats = useFormats();
  const lines = sourceLines({ say, formats }, facts);
  return (
    <div>
      <Text size="sm" fw={600}>
        {say('part.sources.title', { n: lines.length })}
      </Text>
      {lines.length === 0 ? (
        <Text size="sm">{say('part.as_of.none')}</Text>
      ) : (
        <ul className="part-sources">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Text size="sm">
        {facts.n_quarantined === 0 ? (
          say('part.quarantined.none')
        ) : (
          <Link
            to="/sources"
            search={{
              tab: 'quarantine',
              account: String(accountId),
              facts: facts.facts.join(','),
            }}
            className="opens"
          >
            {say('part.quarantined', { n: facts.n_quarantined })}
          </Link>
        )}
      </Text>
    </div>
  );
};
