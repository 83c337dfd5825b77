import de from 'zod/v4/locales/de.js';
import { filled, valuesIn } from '../lib/phrase.ts';
import { sentences } from './problem-sentences.ts';

/** Titles of problems by HTTP status. */
const titles: Readonly<Record<number, string>> = {
  400: 'Die Anfrage ist nicht so, wie sie sein muss',
  403: 'Nicht erlaubt',
  404: 'Nicht gefunden',
  405: 'Hier nicht möglich',
  409: 'Jetzt nicht möglich',
  413: 'Zu groß',
  415: 'Unbekannte Art von Inhalt',
  500: 'Hale hat versagt',
  503: 'Nicht bereit',
};

export const germanTitle = (status: number): string =>
  titles[status] ?? 'Die Anfrage ließ sich nicht beantworten';

const words = Object.entries(sentences);

/** Sentences of ours in German, one a line, the values in them as they are; what is none of ours stays as it is. */
export const inGerman = (text: string): string => text.split('\n').map(sentenceInGerman).join('\n');

function sentenceInGerman(text: string): string {
  for (const [english, german] of words) {
    const values = valuesIn(english, text);
    if (values === null) continue;
    // A place of this name holds a sentence itself.
    const { sentence } = values;
    return filled(
      german,
      sentence === undefined ? values : { ...values, sentence: inGerman(sentence) },
    );
  }
  return text;
}

const { localeError } = de();

/** What zod says of an issue, in German; its own English where it has no other. */
export function germanIssue(code: string, params: object, message: string): string {
  if (code === 'custom') return inGerman(message);
  const told = localeError({ ...params, code, input: undefined } as Parameters<
    typeof localeError
  >[0]);
  return (typeof told === 'string' ? told : told?.message) ?? message;
}
