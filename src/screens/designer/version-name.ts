import type { VersionSummary } from '../../api/contract/version.ts';
import { useText } from '../text/text.ts';

/** How a version is called: by its number, or as shipped. */
export const useVersionName = (): ((version: Pick<VersionSummary, 'id' | 'state'>) => string) => {
  const say = useText();
  return ({ id, state }) => {
    if (id === 0) return say('designer.version.shipped');
    return say(state === 'draft' ? 'designer.version.draft' : 'designer.version.number', { id });
  };
};
