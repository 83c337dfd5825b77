import { Button } from '@mantine/core';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  /** That of the API. */
  path: string;
  query?: Record<string, string | number | undefined>;
  /** What stands on it, where no chart says what is in the file. */
  label?: string;
}

/** Downloads what is shown as CSV, as spreadsheets of the language shown read it. */
export const FileLink = ({ path, query = {}, label }: Props) => {
  const say = useText();
  const { locale } = useFormats();
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, language: locale })) {
    if (value !== undefined) search.set(name, String(value));
  }
  return (
    <Button component="a" variant="subtle" size="compact-sm" href={`${path}?${search}`} download>
      {label ?? say('chart.csv')}
    </Button>
  );
};
