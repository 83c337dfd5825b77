import type { z } from 'zod';
import { paths, type RouteId } from '../../api/contract/paths.ts';
import type { Problem } from '../../api/contract/problem.ts';
import type { Routes } from '../../api/contract/routes.ts';

type Part<R extends RouteId, Name extends string> =
  Routes[R] extends Record<Name, infer Schema extends z.ZodType> ? z.input<Schema> : undefined;

/** What goes into a route: only the parts that it has. */
export type Input<R extends RouteId> = {
  [Name in 'params' | 'query' | 'body' as Part<R, Name> extends undefined ? never : Name]: Part<
    R,
    Name
  >;
};
export type Output<R extends RouteId> = z.output<Routes[R]['response']>;

interface Loose {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** The server refused or failed; `problem` says why. */
export class CallFailed extends Error {
  override name = 'CallFailed';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const addressOf = (path: string, { params = {}, query = {} }: Loose): string => {
  const filled = path.replace(/:([a-z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
};

const problemOf = async (response: Response): Promise<Problem> => {
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: response.statusText,
  };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  const told: Partial<Problem> = await response.json();
  return { ...fallback, ...told };
};

const answerOf = async <R extends RouteId>(response: Response): Promise<Output<R>> => {
  if (!response.ok) throw new CallFailed(await problemOf(response));
  // The server has written it by the schema that this type comes from, and is of the same version.
  const answer: Output<R> = await response.json();
  return answer;
};

/** A person may read Hale in another language than the browser asks for. */
const inLanguageShown = () => ({ 'accept-language': document.documentElement.lang || 'en' });

/** Calls a route of the contract. Throws CallFailed, or what fetch throws where there is no connection. */
export const call = async <R extends RouteId>(
  route: R,
  input: Input<R>,
  signal?: AbortSignal,
): Promise<Output<R>> => {
  const { method, path } = paths[route];
  const loose: Loose = input;
  const response = await fetch(addressOf(path, loose), {
    method,
    ...(signal ? { signal } : {}),
    headers: {
      ...inLanguageShown(),
      ...(loose.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(loose.body === undefined ? {} : { body: JSON.stringify(loose.body) }),
  });
  return answerOf<R>(response);
};

/** Uploads files and starts their import. */
export const upload = async (
  source: string,
  files: readonly File[],
): Promise<Output<'import.run'>> => {
  const form = new FormData();
  form.set('source', source);
  for (const file of files) form.append('file', file, file.name);
  const { method, path } = paths['import.run'];
  return answerOf<'import.run'>(
    await fetch(path, { method, body: form, headers: inLanguageShown() }),
  );
};
