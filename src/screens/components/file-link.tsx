import { Button } from '@mantine/core';
import { useText } from '../text/text.ts';

/** Downloads what is shown as CSV; `path` is that of the API. */
export const FileLink = ({
  path,
  query = {},
}: {
  path: string;
  query?: Record<string, string | number | undefined>;
}) => {
  const say = useText();
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return (
    <Button
      component="a"
      variant="subtle"
      size="compact-sm"
      href={search.size === 0 ? path : `${path}?${search}`}
      download
    >
      {say('chart.csv')}
    </Button>
  );
};
