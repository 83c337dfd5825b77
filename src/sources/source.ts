import type { FactBatch } from '../facts/batch.ts';

export type { BadRow, FactBatch, FactFile } from '../facts/batch.ts';

/** How far reading has come; bytes of compressed or plain input as it lies on disk. */
export interface ReadProgress {
  file: string;
  bytesRead: number;
  bytesTotal: number;
}

export interface SourceInput {
  /** A folder, or a file where the source reads one file. */
  path: string;
  onProgress?: (progress: ReadProgress) => void;
}

/** Reads outside records and yields facts; writes nothing and invents nothing. Same input, same batches. */
export interface Source {
  id: string;
  /** What its path names: one file, or a folder of files, which is what an absent one means. */
  reads?: 'file' | 'folder';
  read(input: SourceInput): AsyncIterable<FactBatch>;
}

/** The input as a whole cannot be read: no such path, no known file, a required column missing. Message names the mend. */
export class UnreadableInput extends Error {
  override name = 'UnreadableInput';
}
