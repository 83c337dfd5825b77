import { useSearch } from '@tanstack/react-router';
import { useStatus } from './status.tsx';

/** The day that screens look at: `chosen` as in the address (undefined = today), `day` always a day. */
export const useAsOf = (): { chosen: string | undefined; day: string } => {
  const { as_of: chosen } = useSearch({ strict: false });
  const { today } = useStatus();
  return { chosen, day: chosen ?? today };
};
