import { i18n, type Messages } from '@lingui/core';
import { type Locale, locales } from '../../lib/format/format.ts';

const STORED_AS = 'hale-language';

const catalogues: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import('../locales/en.po'),
  de: () => import('../locales/de.po'),
};

const isLocale = (text: string | null | undefined): text is Locale =>
  locales.some((locale) => locale === text);

/** The language chosen last, else the first of the browser's that Hale speaks, else English. */
export const preferredLocale = (): Locale => {
  const stored = localStorage.getItem(STORED_AS);
  if (isLocale(stored)) return stored;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en';
};

/** Shows all texts in a language at once, without loading the page again. */
export const showLocale = async (locale: Locale): Promise<void> => {
  const { messages } = await catalogues[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
};

export const chooseLocale = async (locale: Locale): Promise<void> => {
  localStorage.setItem(STORED_AS, locale);
  await showLocale(locale);
};

export const localeOf = (name: string): Locale => (isLocale(name) ? name : 'en');
