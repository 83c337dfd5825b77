/** What a program of tools/ exports. They are plain JavaScript, since they run before anything is installed. */
export const tool = async <Exports>(name: 'chromium' | 'screens'): Promise<Exports> => {
  const exported: Exports = await import(new URL(`../../tools/${name}.mjs`, import.meta.url).href);
  return exported;
};
