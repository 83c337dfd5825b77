import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound } from './errors.ts';

/** The built screens: hashed assets are kept for good, every other path of the app opens its one page. */
export function serveScreens(app: FastifyInstance, folder: string): void {
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt) {
    app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(join(folder, 'assets'));
        reply.header(
          'cache-control',
          isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const isFile = /\.[a-z0-9]{1,8}$/i.test(path);
    if (path === '/api' || path.startsWith('/api/') || !isPage || isFile) {
      throw notFound(`There is nothing at ${request.method} ${path}.`);
    }
    if (!isBuilt) throw notFound('The screens are not built: npm start builds them.');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
