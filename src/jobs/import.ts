import type pg from 'pg';
import type { ImportReport } from '../facts/store/import-report.ts';
import { storeFacts } from '../facts/store/store-facts.ts';
import type { ReadProgress, Source } from '../sources/source.ts';

export interface ImportRequest {
  source: Source;
  /** A folder, or a file where the source reads one. */
  path: string;
  onReading?: (progress: ReadProgress) => void;
  onStoring?: (file: string) => void;
}

/** Reads a source and stores its facts, all or nothing; readings follow by `bringUpToDate`. */
export async function runImport(pool: pg.Pool, request: ImportRequest): Promise<ImportReport> {
  const { source, path, onReading, onStoring } = request;
  const client = await pool.connect();
  try {
    return await storeFacts(client, {
      source: source.id,
      batches: source.read({ path, ...(onReading && { onProgress: onReading }) }),
      ...(onStoring && { onStoring }),
    });
  } finally {
    client.release();
  }
}
