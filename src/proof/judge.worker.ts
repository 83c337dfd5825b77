import { parentPort, workerData } from 'node:worker_threads';
import { judgeRows } from './judge.ts';

// What a thread is handed and hands back is copied as it is, so its type is that of judge-in-thread.ts.
parentPort?.postMessage({
  judgement: judgeRows(workerData, (done) => parentPort?.postMessage({ done })),
});
