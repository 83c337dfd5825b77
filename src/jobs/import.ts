import type pg from 'pg';
import type { Db } from '../db/connect.ts';
import { DatabaseUnavailable } from '../db/database-error.ts';
import type { ImportReport } from '../facts/store/import-report.ts';
import { storeFacts } from '../facts/store/store-facts.ts';
import type { ReadProgress, Source } from '../sources/source.ts';

export interface ImportRequest {
  source: Source;
  /** A folder, or a file where the source reads one. */
  path: string;
  onReading?: (progress: ReadProgress) => void;
  onStoring?: (file: string) => void;
  /** Filled by the source while it reads: files it refuses as a whole. They stand in the report with no record read. */
  refused?: readonly { file: string; problem: string }[];
  /**
   * Aborted, the import ends before its next step by throwing the signal's reason, and nothing is taken in. A statement
   * that runs is for whoever aborts to cancel.
   */
  signal?: AbortSignal;
  /** Runs last, in the transaction that takes everything in. */
  beforeCommit?: (tx: Db) => Promise<void>;
}

/** Reads a source and stores its facts, all or nothing; readings follow by `bringUpToDate`. */
export async function runImport(pool: pg.Pool, request: ImportRequest): Promise<ImportReport> {
  const { source, path, onReading, onStoring, refused, signal, beforeCommit } = request;
  const client = await pool.connect();
  let hasFailed = false;
  try {
    return await storeFacts(client, {
      source: source.id,
      batches: source.read({ path, ...(onReading && { onProgress: onReading }) }),
      ...(onStoring && { onStoring }),
      ...(refused && { refused }),
      ...(signal && { signal }),
      ...(beforeCommit && { beforeCommit }),
    });
  } catch (error) {
    hasFailed = true;
    signal?.throwIfAborted();
    throw isLostConnection(error)
      ? new DatabaseUnavailable(
          'The database went away while the import ran. Run it again: all of it or nothing was taken in, and what is there is not taken twice.',
          { cause: error },
        )
      : error;
  } finally {
    // Where even the rollback was cancelled, the connection is of no use to anybody else.
    client.release(hasFailed);
  }
}

const LOST = /connection error|connection terminated|terminating connection|econnreset|epipe/i;

const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && LOST.test(error.message);
