import { servicenow } from './servicenow/servicenow.source.ts';
import type { Source } from './source.ts';
import { zendesk } from './zendesk/zendesk.source.ts';

/** Every source that reads another system's records. The interchange format, which takes options, is `csvSource`. */
export const sources: readonly Source[] = [zendesk, servicenow];

/** The source of this id; undefined where there is none. */
export const sourceOfId = (id: string): Source | undefined =>
  sources.find((source) => source.id === id);
