import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../app/as-of-day.ts';
import { wordFor } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { sourcesQuery } from './designer-queries.ts';

interface Props {
  place: number;
  /** Customers with a reading of it. */
  known: number;
}

/** In a sentence: where the records behind a KPI come from, company-wide. */
export const KpiSources = ({ place, known }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { chosen } = useAsOf();
  const { data } = useQuery(sourcesQuery(chosen));
  const sources = data?.places.find((each) => each.place === place)?.sources;
  if (sources === undefined) return null;
  if (sources.length === 0) return known === 0 ? say('designer.sources.none') : null;
  const names = sources.map((name) => wordFor(say, 'source', name));
  return say('designer.sources', { sources: formats.list(names) });
};
