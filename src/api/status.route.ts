import { sql } from 'kysely';
import { readCompany, todayIn } from '../accounts/company.ts';
import { scorerOf } from '../health/scorer.ts';
import { runningJobs } from '../jobs/job.ts';
import { lastProfile } from '../scoring/model.ts';
import { factSpan } from './fact-span.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerStatus: RegisterRoutes = (app, { db, version, now }) => {
  const spanOf = factSpan(db);
  serveRoute(app, 'status.read', async () => {
    const company = await readCompany(db);
    const today = todayIn(company, now());
    const [counts, jobs, span] = await Promise.all([
      sql<{ n_accounts: number; has_demo: boolean; n_quarantined: number }>`
        select count(*) as n_accounts, coalesce(bool_or(source.name = 'demo'), false) as has_demo,
          (select count(*) from app.quarantine where discarded_at is null) as n_quarantined
        from account.account
        join app.source on source.id = account.source_id
        where not withdrawn`.execute(db),
      runningJobs(db),
      spanOf(company.time_zone, today),
    ]);
    const scorer = await scorerOf(db, []);
    const profile = lastProfile(scorer.version.model);
    const { n_accounts = 0, has_demo = false, n_quarantined = 0 } = counts.rows[0] ?? {};
    return {
      version,
      today,
      time_zone: company.time_zone,
      currency: company.currency,
      has_data: n_accounts > 0,
      has_demo,
      n_accounts,
      ...span,
      n_quarantined,
      running_jobs: jobs,
      kpis: profile.kpis.map((kpi) => {
        const { unit, better, windowDays, minimumRows } = scorer.describe(kpi);
        return {
          id: kpi.id,
          unit,
          better,
          weight: kpi.weight,
          window_days: windowDays,
          min_n: minimumRows,
          curve: kpi.curve.map(([reading, score]): [number, number] => [reading, score]),
        };
      }),
      bands: { ...profile.bands, minimum_coverage: profile.minimumCoverage },
    };
  });
};
