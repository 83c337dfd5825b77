import { instantReader } from '../../lib/instant-text.ts';

const readInstant = instantReader('UTC');

/** Zendesk's times are UTC and do not say so. The text as an interchange time; unchanged where it is no time. */
export function utcText(text: string): string {
  const read = readInstant(text);
  return read === null ? text : read.replace(' ', 'T').replace('+00', 'Z');
}

/** Epoch ms of a time; null where the text is none. */
export function utcInstant(text: string): number | null {
  const read = readInstant(text);
  return read === null ? null : Date.parse(utcText(text));
}

export const instantText = (ms: number | null): string =>
  ms === null ? '' : new Date(ms).toISOString();
