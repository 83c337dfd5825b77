import type { Import } from './imports.ts';

const CORE = ['lib', 'db', 'calendars', 'scoring'];
const DATA = [...CORE, 'accounts', 'facts', 'sources', 'rollups', 'kpis', 'health'];
const WORK = ['actions', 'money', 'people', 'surveys', 'proof'];

/** Which folder of `src` may import which besides itself, in the order the data flow. Anything not listed is an error. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  lib: [],
  db: ['lib'],
  calendars: ['lib'],
  scoring: ['lib'],
  accounts: ['db', 'lib'],
  facts: ['accounts', 'calendars', 'db', 'lib'],
  sources: ['facts', 'calendars', 'lib'],
  rollups: ['facts', 'calendars', 'db', 'lib'],
  kpis: ['scoring', 'db', 'lib'],
  health: ['kpis', 'scoring', 'accounts', 'db', 'lib'],
  ...Object.fromEntries(WORK.map((folder) => [folder, DATA])),
  auth: ['accounts', 'db', 'lib'],
  jobs: [...DATA, ...WORK, 'auth'],
  api: [...DATA, ...WORK, 'auth', 'jobs'],
  commands: [...DATA, ...WORK, 'auth', 'jobs', 'api'],
  screens: ['lib', 'scoring'],
};

/** Folders that run in the browser too, or must not depend on a machine: nothing of Node, no database. */
const PURE = ['src/scoring/', 'src/calendars/', 'src/api/contract/', 'src/screens/'];
const IMPURE_PACKAGES = ['pg', 'kysely', 'fastify', 'pino', 'graphile-worker', 'commander'];

const folderOf = (path: string): string => path.split('/')[1] ?? '';
const connectorOf = (path: string): string | null =>
  /^src\/sources\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Each rule says what is wrong with an import, or nothing. */
const RULES: ((one: Import) => string | null)[] = [
  ({ from, to, typeOnly }) => {
    const [importer, imported] = [folderOf(from), folderOf(to)];
    const inSource = from.split('/').length > 2 && to.startsWith('src/');
    if (!inSource || importer === imported) return null;
    const allowed = MAY_IMPORT[importer];
    if (allowed === undefined) return `the folder ${importer} stands in no row of the import table`;
    if (allowed.includes(imported)) return null;
    if (importer === 'screens' && imported === 'api') {
      return to.startsWith('src/api/contract/') || typeOnly
        ? null
        : 'a screen may know the types of the API, never its code';
    }
    if (WORK.includes(importer) && WORK.includes(imported)) {
      return to === `src/${imported}/index.ts` ? null : 'a folder beside is imported by its index';
    }
    return `${importer} may not import ${imported}`;
  },
  ({ from, to }) =>
    from.startsWith('src/api/contract/') &&
    to.startsWith('src/') &&
    !/^src\/(?:api\/contract|lib|scoring)\//.test(to)
      ? 'the contract is shared with the browser: only lib and scoring'
      : null,
  ({ from, to }) => {
    const [one, other] = [connectorOf(from), connectorOf(to)];
    return one !== null && other !== null && one !== other ? 'sources are islands' : null;
  },
  ({ from, to }) =>
    from.endsWith('.kpi.ts') && to.endsWith('.kpi.ts') ? 'a KPI never imports another KPI' : null,
  ({ from, to }) =>
    PURE.some((folder) => from.startsWith(folder)) &&
    (to.startsWith('node:') || IMPURE_PACKAGES.includes(to))
      ? 'this folder is pure: nothing of Node, no database'
      : null,
  ({ from, to }) =>
    !from.startsWith('tests/') && /^(?:tests|bench|tools)\//.test(to)
      ? 'only tests import this'
      : null,
];

/** What each forbidden import breaks, one line each. */
export const violations = (imports: readonly Import[]): string[] =>
  imports.flatMap((one) =>
    RULES.map((rule) => rule(one))
      .filter((broken) => broken !== null)
      .map((broken) => `${one.from} → ${one.to}: ${broken}`),
  );
