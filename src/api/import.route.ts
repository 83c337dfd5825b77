import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import { inspectFolder } from '../sources/csv/folder.ts';
import { sourceOfId } from '../sources/index.ts';
import { UnreadableInput } from '../sources/source.ts';
import { ImportSource } from './contract/job.ts';
import { ApiProblem, badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const mostUploadBytes = 1024 ** 3;
const mostFiles = 60;
const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,120}\.csv(?:\.gz)?$/iu;

export const registerImport: RegisterRoutes = (app, { queue, uploads }) => {
  app.register(multipart, {
    throwFileSizeLimit: true,
    limits: {
      fileSize: mostUploadBytes,
      files: mostFiles,
      fields: 5,
      fieldSize: 100,
      parts: mostFiles + 5,
    },
  });
  serveRoute(app, 'import.run', async ({ request }) => {
    if (!request.isMultipart()) throw new ApiProblem(415, 'Send the files as multipart/form-data.');
    const folder = join(uploads, randomUUID());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const { source, files } = await received(request, folder);
      if (source === 'csv') await refuseUnknownFiles(folder);
      return { job: await queue.add({ kind: 'import', source, folder, files }) };
    } catch (error) {
      await readToEnd(request);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });
};

/** A sender that is refused in the middle hears of it only when it could send all. */
async function readToEnd({ raw }: Upload): Promise<void> {
  raw.unpipe();
  raw.resume();
  if (!raw.readableEnded && !raw.destroyed) await finished(raw).catch(() => {});
}

type Upload = Parameters<Parameters<typeof serveRoute<'import.run'>>[2]>[0]['request'];

/** Streams the files of a request into a folder. Throws ApiProblem 400, 413. */
async function received(
  request: Upload,
  folder: string,
): Promise<{ source: ImportSource; files: string[] }> {
  let source: ImportSource | undefined;
  const files: string[] = [];
  let bytes = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname !== 'source') continue;
      const parsed = ImportSource.safeParse(part.value);
      if (!parsed.success)
        throw badField('source', `must be one of ${ImportSource.options.join(', ')}`);
      source = parsed.data;
      continue;
    }
    if (source === undefined) throw badField('source', 'must come before the files');
    const name = part.filename;
    if (!FILE_NAME.test(name))
      throw badField('file', `"${name}" is no name of a CSV file, plain or .gz`);
    if (files.some((other) => other.toLowerCase() === name.toLowerCase())) {
      throw badField('file', `"${name}" comes twice`);
    }
    await pipeline(
      part.file,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > mostUploadBytes)
            throw new ApiProblem(413, 'The files together may hold 1 GB.');
          yield chunk;
        }
      },
      createWriteStream(join(folder, name), { mode: 0o600 }),
    );
    files.push(name);
  }
  if (source === undefined) throw badField('source', 'is missing');
  if (files.length === 0) throw badField('file', 'is missing');
  if (sourceOfId(source)?.reads === 'file' && files.length > 1)
    throw badField('file', 'this source reads one file');
  return { source, files };
}

/** A file that nobody would read must not look as if it had been. */
async function refuseUnknownFiles(folder: string): Promise<void> {
  try {
    const { unknownFiles } = await inspectFolder(folder);
    const [unknown] = unknownFiles;
    if (unknown !== undefined) {
      throw badField(
        'file',
        `"${unknown}" is none of the files Hale knows; leave it out or name it as they are`,
      );
    }
  } catch (error) {
    if (error instanceof UnreadableInput)
      throw badField('file', error.message.replaceAll(folder, 'The upload'));
    throw error;
  }
}
