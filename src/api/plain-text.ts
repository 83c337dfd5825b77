import type { FastifyRequest } from 'fastify';
import { badField } from './errors.ts';

/** Refuses text that no database can hold, wherever it stands in a request. Throws ApiProblem 400. */
export function refuseBadText(request: FastifyRequest): void {
  for (const part of [request.params, request.query, request.body]) {
    if (typeof part !== 'object' || part === null) continue;
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
        throw badField(name, 'holds characters that are no text');
      }
    }
  }
}
