// The backtest from stored readings to its report: node bench/proof.ts DATA_DIR ACCOUNTS, on a data folder of its own.
import { sql } from 'kysely';
import { connect, type Db } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { migrations } from '../src/db/migrations/index.ts';
import { openDatabase } from '../src/db/open-database.ts';
import { kpis } from '../src/kpis/index.ts';
import { parseDay } from '../src/lib/day.ts';
import { makeReport } from '../src/proof/report.ts';

export interface ProofRun {
  seconds: number;
  /** Of Node, all threads; the database works beside it. */
  cpuSeconds: number;
  months: number;
  rows: number;
  churned: number;
}

/** 24 month-ends have 180 days before and 90 days behind them. */
const FIRST_FACT = '2024-01-02';
const LAST_FACT = '2026-09-15';

/**
 * Accounts with a reading of every KPI on every month-end, a fifth of them missing; a tenth leaves each half year, those
 * with low readings first.
 */
async function fill(db: Db, accounts: number): Promise<void> {
  await sql`insert into app.source (name) values ('bench')`.execute(db);
  await sql`
    insert into account.account (source_id, external_id, name, churned_at)
    select (select min(id) from app.source), 'account-' || lpad(number::text, 6, '0'), 'Account ' || number,
      case when days < 1000 then ${FIRST_FACT}::timestamptz + make_interval(days => days::int) end
    from generate_series(1, ${accounts}::int) number,
      lateral (select -ln(1 - random()) * 1700 * (0.3 + (number % 100) / 70.0) as days) leaving`.execute(
    db,
  );
  await sql`
    insert into reading.day (account_id, day, readings, row_counts)
    select id, (date_trunc('month', first_of_month) + interval '1 month - 1 day')::date,
      array(
        select case when random() < 0.8 then random() + (id % 100) / 200.0 end
        from generate_series(1, ${kpis.length}::int)
      ),
      array_fill(5, array[${kpis.length}::int])
    from account.account, generate_series(${FIRST_FACT}::date, ${LAST_FACT}::date, interval '1 month') first_of_month`.execute(
    db,
  );
  await sql`
    insert into fact.series (account_id, source_id, series, day, value)
    select min(id), min(source_id), 'bench', day, 1
    from account.account, unnest(array[${FIRST_FACT}, ${LAST_FACT}]::date[]) day
    group by day`.execute(db);
}

async function measure(dataDir: string, accounts: number): Promise<ProofRun> {
  const database = await openDatabase({ DATA_DIR: dataDir }, { name: 'bench' });
  const owner = connect(database.owner);
  const db = connect(database.app);
  try {
    await migrate(owner, migrations);
    await fill(db, accounts);
    await sql`analyze`.execute(owner);
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const report = await makeReport(db, { horizonDays: 90, today: parseDay(LAST_FACT) });
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (user + system) / 1e6,
      months: report.months,
      rows: report.rows,
      churned: report.churned,
    };
  } finally {
    await db.destroy();
    await owner.destroy();
    await database.close();
  }
}

if (import.meta.main) {
  const [dataDir = '', accounts = '10000'] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(dataDir, Number(accounts))));
}
