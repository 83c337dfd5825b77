import { Worker } from 'node:worker_threads';
import type { Judgement } from './judge.ts';
import type { ProofData } from './proof.ts';

type Told = { done: number } | { judgement: Judgement };

export interface JudgingOptions {
  /** 0..1. */
  onProgress(done: number): void;
  /** The process may end before it is done, as when a server stops. */
  isDispensable: boolean;
  /** Aborted, the thread ends, and the signal's reason is thrown. */
  signal?: AbortSignal | undefined;
}

/** `judgeRows` beside the thread that answers people; it takes seconds, and they would wait. */
export function judgeInThread(
  data: ProofData,
  { onProgress, isDispensable, signal }: JudgingOptions,
): Promise<Judgement> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(new URL('./judge.worker.ts', import.meta.url), { workerData: data });
    if (isDispensable) thread.unref();
    thread.on('message', (told: Told) => {
      if ('judgement' in told) resolve(told.judgement);
      else if (signal?.aborted !== true) onProgress(told.done);
    });
    thread.on('error', reject);
    const end = () => void thread.terminate();
    signal?.addEventListener('abort', end);
    thread.on('exit', (code) => {
      signal?.removeEventListener('abort', end);
      reject(signal?.reason ?? new Error(`the backtest has stopped with code ${code}`));
    });
  });
}
