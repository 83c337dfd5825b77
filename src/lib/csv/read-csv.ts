import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { textDecoder } from './decode.ts';
import { type CsvRows, CsvUnreadable, recordReader } from './records.ts';

const PIECE = 64 * 1024;

/**
 * Reads a CSV file, plain or gzipped, in pieces of a few thousand records; memory stays flat. Encoding, separator and
 * line ends are found out. The first piece brings the header, even where no record follows. `onBytes` hears how many
 * bytes of the file as it lies on disk are read. Throws CsvUnreadable; errors of the file system pass through.
 */
export async function* readCsv(
  path: string,
  onBytes: (bytesRead: number) => void = () => {},
): AsyncGenerator<CsvRows, void, undefined> {
  const decode = textDecoder();
  const read = recordReader();
  let isHeaderGiven = false;
  for await (const { bytes, isLast } of bytesOf(path, onBytes)) {
    const rows = read(decode(bytes, isLast), isLast);
    if (rows && (rows.records.length > 0 || rows.bad.length > 0 || !isHeaderGiven)) {
      isHeaderGiven = true;
      yield rows;
    }
  }
}

/** Some bytes, valid until the next are asked for; the last piece is empty. */
interface Piece {
  bytes: Uint8Array;
  isLast: boolean;
}

async function* bytesOf(
  path: string,
  onBytes: (bytesRead: number) => void,
): AsyncGenerator<Piece, void, undefined> {
  const file = await open(path);
  try {
    const pieces = (await beginsAsGzip(file)) ? unpacked(path, onBytes) : plain(file, onBytes);
    for await (const bytes of pieces) yield { bytes, isLast: false };
  } finally {
    await file.close();
  }
  yield { bytes: new Uint8Array(0), isLast: true };
}

async function beginsAsGzip(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

/** One buffer for the whole file: a stream's would wait for the garbage collector by the hundred. */
async function* plain(
  file: FileHandle,
  onBytes: (bytesRead: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.alloc(PIECE);
  let at = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    onBytes(at);
    yield buffer.subarray(0, bytesRead);
  }
}

async function* unpacked(
  path: string,
  onBytes: (bytesRead: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const file = createReadStream(path, { highWaterMark: PIECE });
  // Errors end the iteration over the last stream; the callback has nothing to add.
  const stream = pipeline(file, createGunzip({ chunkSize: PIECE }), () => {});
  try {
    for await (const bytes of stream) {
      onBytes(file.bytesRead);
      yield bytes;
    }
  } catch (error) {
    throw isDamagedGzip(error)
      ? new CsvUnreadable('its gzip data is damaged or cut off: copy or pack it again')
      : error;
  }
}

const isDamagedGzip = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
