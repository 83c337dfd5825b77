import { Refusal } from './refusal.ts';

/** The person, or the system, asked to stop before the work was done. */
export class Interrupted extends Refusal {
  override name = 'Interrupted';
}

/** The work, or Interrupted as soon as the signal comes; the work itself is left to end with its connections. */
export function interruptible<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () =>
      reject(new Interrupted('Interrupted; what was not finished is rolled back.'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
