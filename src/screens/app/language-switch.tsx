import { useLingui } from '@lingui/react';
import { locales } from '../../lib/format/format.ts';
import { chooseLocale, localeOf } from '../text/locale.ts';
import { useText } from '../text/text.ts';

/** A native list: it needs no script of its own, and every device shows it in the best way. */
export const LanguageSwitch = () => {
  const say = useText();
  const { i18n } = useLingui();
  return (
    <select
      className="quiet-select"
      aria-label={say('language.label')}
      value={localeOf(i18n.locale)}
      onChange={(event) => void chooseLocale(localeOf(event.currentTarget.value))}
    >
      {locales.map((locale) => (
        <option key={locale} value={locale} lang={locale}>
          {say(`language.${locale}`)}
        </option>
      ))}
    </select>
  );
};
