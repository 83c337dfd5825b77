import { expect, it } from 'vitest';
import { freshDatabase } from '../src/db/test-database.ts';
import { connectPool } from '../src/db/connect.ts';
import { storeFacts } from '../src/facts/store/store-facts.ts';
import { batchOf } from './product.ts';
it('speed', async () => {
  await using database = await freshDatabase();
  const pool = connectPool({...database.app, max: 1});
  const client = await pool.connect();
  await storeFacts(client, { source: 'csv', batches: [
    batchOf({fact:'accounts',columns:['account_id','name'],cells:[['a','A']]} as never),
    batchOf({fact:'tickets',columns:['ticket_id','account_id','opened_at'],cells:[['t','a','2026-01-01']]} as never)]});
  const times: number[] = [];
  for (let i=0;i<300;i++){
    const start=performance.now();
    await storeFacts(client, { source: 'csv', batches: [
     batchOf({fact:'ticket_messages',columns:['message_id','ticket_id','at','author'],cells:[[`m${i}`,'t','2026-01-01','agent']]} as never)]});
    times.push(performance.now()-start);
  }
  times.sort((a,b)=>a-b);
  console.log('p50',times[150],'p99',times[296]);
  const log: string[] = []; const orig = client.query.bind(client);
  (client as any).query = (...args: any[]) => { const t = performance.now(); const r = orig(...args as [any]); const text = String(args[0]?.text ?? args[0]).replace(/\s+/g,' ').slice(0,90); if (r?.then) r.then(()=>log.push(`${(performance.now()-t).toFixed(2)} ${text}`)); return r; };
  await storeFacts(client, { source: 'csv', batches: [
     batchOf({fact:'ticket_messages',columns:['message_id','ticket_id','at','author'],cells:[[`m-x`,'t','2026-01-01','agent']]} as never)]});
  console.log(log.join('\n'));
  client.release(); await pool.end();
  expect(1).toBe(1);
});
