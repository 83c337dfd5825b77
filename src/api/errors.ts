import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { acceptedLocale } from '../lib/format/accepted-locale.ts';
import type { Locale } from '../lib/format/format.ts';
import type { Problem } from './contract/problem.ts';
import { germanIssue, germanTitle, inGerman } from './problem-german.ts';

const titles: Record<number, string> = {
  400: 'The request is not as it has to be',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  409: 'Not possible now',
  413: 'Too large',
  415: 'Unknown kind of content',
  500: 'Hale has failed',
  503: 'Not ready',
};

/** An answer other than the one asked for, with a sentence for people. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly status: number;
  readonly fields: readonly { path: string; message: string }[];

  constructor(status: number, detail: string, fields: ApiProblem['fields'] = []) {
    super(detail);
    this.status = status;
    this.fields = fields;
  }
}

/** A 400 that names one field of the request. */
export const badField = (path: string, message: string): ApiProblem =>
  new ApiProblem(400, `${path}: ${message}`, [{ path, message }]);

export const notFound = (detail: string): ApiProblem => new ApiProblem(404, detail);

/** The language a request asks for. */
export const localeOf = (request: FastifyRequest): Locale =>
  acceptedLocale(request.headers['accept-language']);

/**
 * Every error of every route, as application/problem+json in the language asked for; what is our fault is logged and
 * not told.
 */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const locale = localeOf(request);
  const problem = problemOf(error, locale);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  const body: Problem = {
    type: 'about:blank',
    title:
      locale === 'de'
        ? germanTitle(problem.status)
        : (titles[problem.status] ?? 'The request could not be answered'),
    ...(locale === 'de' ? germanProblem(problem) : problem),
    request_id: request.id,
  };
  void reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(body);
}

type ProblemPart = Pick<Problem, 'status' | 'detail' | 'errors'>;

const germanProblem = ({ status, detail, errors }: ProblemPart): ProblemPart => ({
  status,
  detail: inGerman(detail),
  ...(errors && {
    errors: errors.map(({ path, message }) => ({ path, message: inGerman(message) })),
  }),
});

function problemOf(error: unknown, locale: Locale): ProblemPart {
  if (error instanceof ApiProblem) {
    const { status, message, fields } = error;
    return { status, detail: message, ...(fields.length > 0 && { errors: [...fields] }) };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, keyword, params, message }) => ({
      path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: wordsOf({ keyword, params, message }, locale),
    }));
    const first = errors[0];
    return { status: 400, detail: `${first?.path}: ${first?.message}`, errors };
  }
  const status = statusOf(error);
  if (status < 500 && error instanceof Error) return { status, detail: error.message };
  if (isUnreachable(error)) {
    return { status: 503, detail: 'The database does not answer. Try again in a moment.' };
  }
  return { status: 500, detail: 'Hale has failed here. The log of the server says why.' };
}

const statusOf = (error: unknown): number => {
  const code = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof code === 'number' && code >= 400 && code < 500 ? code : 500;
};

/** Connection refused or cut, or a server that starts or stops (classes 08 and 57P). */
const isUnreachable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return (
    (typeof code === 'string' &&
      /^(?:ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|08...|57P0.)$/.test(code)) ||
    /Connection terminated/.test(error.message)
  );
};

interface Issue {
  keyword: string;
  params: object;
  message?: string | undefined;
}

const wordsOf = ({ keyword, params, message = 'is not as it has to be' }: Issue, locale: Locale) =>
  locale === 'de' ? germanIssue(keyword, params, message) : message;
