import type { FastifyRequest } from 'fastify';
import { ApiProblem } from './errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses what another site makes the browser send, and names that are not ours: a page could point one of its own at
 * this machine. Programs send neither header and pass. Throws ApiProblem 403.
 */
export function refuseCrossSite(request: FastifyRequest, appUrl: string): void {
  const host = request.headers.host ?? '';
  const own = new URL(appUrl);
  if (host !== own.host && !LOOPBACK.test(host.replace(/:\d{1,5}$/, ''))) {
    throw new ApiProblem(403, `Hale does not answer to the name ${host}. Set APP_URL to it.`);
  }
  if (safeMethods.has(request.method)) return;
  const { 'sec-fetch-site': site, origin } = request.headers;
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin =
    origin !== undefined && origin !== `${request.protocol}://${host}` && origin !== own.origin;
  if (isForeignSite || isForeignOrigin) {
    throw new ApiProblem(403, 'This request came from another site, so it was not carried out.');
  }
}
