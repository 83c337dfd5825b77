import { i18n, type Messages } from '@lingui/core';
import { type Locale, locales } from '../../lib/format/format.ts';

const STORED_AS = 'hale-language';

const catalogues: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import('../locales/en.po'),
  de: () => import('../locales/de.po'),
};

/** Texts of the screens that are loaded when they are opened. */
const laterCatalogues: typeof catalogues = {
  en: () => import('../locales/later/en.po'),
  de: () => import('../locales/later/de.po'),
};
let needsLater = false;

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
  const [{ messages }, later] = await Promise.all([
    catalogues[locale](),
    needsLater ? laterCatalogues[locale]() : { messages: {} },
  ]);
  i18n.loadAndActivate({ locale, messages: { ...messages, ...later.messages } });
  document.documentElement.lang = locale;
};

/** Resolves once the texts of every screen are there, in the language shown. */
export const laterTexts = async (): Promise<void> => {
  needsLater = true;
  const locale = localeOf(i18n.locale);
  const { messages } = await laterCatalogues[locale]();
  i18n.load(locale, messages);
};

export const chooseLocale = async (locale: Locale): Promise<void> => {
  localStorage.setItem(STORED_AS, locale);
  await showLocale(locale);
};

export const localeOf = (name: string): Locale => (isLocale(name) ? name : 'en');
