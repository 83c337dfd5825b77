import { defineConfig } from '@lingui/cli';

/** Messages have ids of their own (`customers.title`), so the English text stands in a catalogue like any other. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'de'],
  catalogs: [
    { path: 'src/screens/locales/{locale}', include: ['src/screens'] },
    { path: 'src/screens/locales/later/{locale}', include: ['src/screens'] },
  ],
});
