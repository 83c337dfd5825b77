import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Db } from '../db/connect.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { paths, type RouteId } from './contract/paths.ts';
import { type Routes, routes } from './contract/routes.ts';
import type { Action } from './policy.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route does; `undefined` for what everybody may have, such as the screens themselves. */
    action?: Action;
  }
}

/** What routes work with. */
export interface ApiContext {
  db: Db;
  queue: JobQueue;
  /** Folder that uploaded files wait in. */
  uploads: string;
  version: string;
  /** The clock. */
  now(): Date;
}

type Part<R extends RouteId, Name extends string> =
  Routes[R] extends Record<Name, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

interface Input<R extends RouteId> {
  params: Part<R, 'params'>;
  query: Part<R, 'query'>;
  body: Part<R, 'body'>;
  request: FastifyRequest;
}

type Answer<R extends RouteId> = z.input<Routes[R]['response']>;

/** One resource's routes. */
export type RegisterRoutes = (app: FastifyInstance, context: ApiContext) => void;

/** Serves a route of the contract: its schemas judge what comes in, its type what goes out. */
export function serveRoute<R extends RouteId>(
  app: FastifyInstance,
  id: R,
  answer: (input: Input<R>) => Promise<Answer<R>>,
): void {
  const { method, path, action } = paths[id];
  const schemas: { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType; response: z.ZodType } =
    routes[id];
  app.route({
    method,
    url: path,
    config: { action },
    schema: {
      operationId: id,
      ...(schemas.params && { params: schemas.params }),
      ...(schemas.query && { querystring: schemas.query }),
      ...(schemas.body && { body: schemas.body }),
      response: { 200: schemas.response },
    },
    handler: (request) =>
      answer({
        params: request.params as Part<R, 'params'>,
        query: request.query as Part<R, 'query'>,
        body: request.body as Part<R, 'body'>,
        request,
      }),
  });
}
