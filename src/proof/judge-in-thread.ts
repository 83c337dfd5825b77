import { Worker } from 'node:worker_threads';
import type { Proof, ProofData } from './proof.ts';

type Told = { done: number } | { proof: Proof };

export interface JudgingOptions {
  /** 0..1. */
  onProgress(done: number): void;
  /** The process may end before it is done, as when a server stops. */
  isDispensable: boolean;
}

/** `judge` beside the thread that answers people; it takes seconds, and they would wait. */
export function judgeInThread(
  data: ProofData,
  { onProgress, isDispensable }: JudgingOptions,
): Promise<Proof> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./judge.worker.ts', import.meta.url), { workerData: data });
    if (isDispensable) thread.unref();
    thread.on('message', (told: Told) => {
      if ('proof' in told) resolve(told.proof);
      else onProgress(told.done);
    });
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`the backtest has stopped with code ${code}`)));
  });
}
