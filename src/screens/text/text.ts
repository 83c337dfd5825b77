import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { type Formats, formatsOf } from '../../lib/format/format.ts';
import { useStatus } from '../app/status.tsx';
import { localeOf } from './locale.ts';

export type Values = Record<string, string | number>;

/** Says a message of the catalogue; `has` tells whether there is one, for ids that come from data. */
export interface Say {
  (id: string, values?: Values): string;
  has(id: string): boolean;
}

/** The message function of the language shown. */
export const useText = (): Say => {
  const { i18n } = useLingui();
  const messages = i18n.messages;
  return useMemo(
    () =>
      Object.assign((id: string, values?: Values) => i18n._(id, values), {
        has: (id: string) => id in messages,
      }),
    [i18n, messages],
  );
};

/** Numbers, days and amounts as the language shown writes them. */
export const useFormats = (): Formats => {
  const locale = localeOf(useLingui().i18n.locale);
  const { time_zone } = useStatus();
  return formatsOf(locale, time_zone);
};
