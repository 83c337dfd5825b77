import {
  createDraft,
  currentVersion,
  discardDraft,
  listVersions,
  readVersion,
  type Seen,
  saveDraft,
  type Version,
} from '../health/versions.ts';
import { runningJobs } from '../jobs/job.ts';
import { publishDraft } from '../jobs/publish.ts';
import { keptComparison } from '../proof/kept-comparison.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { portfolioEffect } from '../scoring/portfolio-effect.ts';
import { modelScorer } from '../scoring/portfolio-model.ts';
import { asOf } from './as-of.ts';
import type { PortfolioReadings } from './contract/portfolio.ts';
import { portfolioOf } from './contract/portfolio-columns.ts';
import { PortfolioEffect, type VersionSummary } from './contract/version.ts';
import { ApiProblem, notFound } from './errors.ts';
import { refuseBadRules, refuseUnknownPlaces } from './model-check.ts';
import { portfolioOn, readingPlaces } from './portfolio-readings.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerVersions: RegisterRoutes = (app, context) => {
  const { db } = context;
  const versionOf = async (id: number): Promise<Version> => {
    const version = await readVersion(db, id);
    if (version === undefined) throw notFound(`There is no version ${id} of the score.`);
    return version;
  };
  /** What came between somebody's look at a draft and what they wanted done with it. */
  const whyNot = async (id: number, { revision, replaces }: Seen): Promise<ApiProblem> => {
    const [draft, current] = await Promise.all([readVersion(db, id), currentVersion(db)]);
    if (draft?.state !== 'draft') return noDraft(id);
    if (revision !== undefined && revision !== draft.revision) {
      return new ApiProblem(409, `Somebody else has saved draft ${id} meanwhile.`);
    }
    if (replaces === undefined || replaces === current.id) return noDraft(id);
    return new ApiProblem(
      409,
      `Version ${current.id} was published meanwhile. Look at what the draft changes in it.`,
    );
  };
  const askedVersion = (id: string | undefined): Promise<Version> =>
    id === undefined ? currentVersion(db) : versionOf(Number(id));
  const backtestNow = async () =>
    (await runningJobs(db)).find(({ kind }) => kind === 'backtest') ?? null;
  const todaysPortfolio = async () => portfolioOn(db, await asOf(context, undefined));

  serveRoute(app, 'version.list', async () => {
    const [versions, current] = await Promise.all([listVersions(db), currentVersion(db)]);
    return { current: current.id, versions: versions.map(summaryOf) };
  });
  serveRoute(app, 'version.read', async ({ params }) =>
    whole(await versionOf(Number(params.version))),
  );
  serveRoute(app, 'version.create', async ({ body: { based_on, ...draft } }) => {
    refuseUnknownPlaces(draft.model, await readingPlaces(db));
    await versionOf(based_on);
    return whole(await versionOf(await createDraft(db, { ...draft, basedOn: based_on })));
  });
  serveRoute(app, 'version.save', async ({ params, body }) => {
    const id = Number(params.version);
    refuseUnknownPlaces(body.model, await readingPlaces(db));
    if (!(await saveDraft(db, id, body))) throw await whyNot(id, body);
    return whole(await versionOf(id));
  });
  serveRoute(app, 'version.discard', async ({ params }) => {
    const id = Number(params.version);
    if (!(await discardDraft(db, id))) throw noDraft(id);
    return { discarded: id };
  });
  serveRoute(app, 'version.publish', async ({ params, body }) => {
    const id = Number(params.version);
    const { author, note, ...seen } = body;
    const [before, draft] = await Promise.all([currentVersion(db), versionOf(id)]);
    if (draft.state !== 'draft') throw noDraft(id);
    if (seen.replaces !== undefined && seen.replaces !== before.id) throw await whyNot(id, seen);
    const portfolio = await todaysPortfolio();
    refuseBadRules(draft.model, portfolio);
    const effect = effectOn(portfolio, before.model, draft.model);
    if (!(await publishDraft(db, id, { author, note, effect }, seen))) throw await whyNot(id, seen);
    // Other bands fire other actions.
    await context.queue.refresh();
    return summaryOf(await versionOf(id));
  });
  serveRoute(app, 'version.backtest', async ({ query }) => {
    const [before, after] = await Promise.all([
      askedVersion(query.before),
      askedVersion(query.after),
    ]);
    const kept = await keptComparison(db, { before, after, horizonDays: query.horizon_days });
    return {
      backtest: kept?.comparison ?? null,
      made_at: kept?.madeAt.toISOString() ?? null,
      is_current: kept?.isCurrent ?? false,
      job: await backtestNow(),
    };
  });
  serveRoute(app, 'version.backtest_make', async ({ body: { before, after, horizon_days } }) => {
    await Promise.all([versionOf(before), versionOf(after)]);
    if ((await backtestNow()) !== null) {
      throw new ApiProblem(409, 'Two versions are being compared already. Wait, or stop that job.');
    }
    return {
      job: await context.queue.add({ kind: 'backtest', before, after, horizonDays: horizon_days }),
    };
  });
  serveRoute(app, 'version.compare', async ({ query }) => {
    const [before, after] = await Promise.all([
      askedVersion(query.before),
      askedVersion(query.after),
    ]);
    return effectOn(await todaysPortfolio(), before.model, after.model);
  });
};

/** What the second model does to a portfolio that the first one scores. */
function effectOn(
  portfolio: PortfolioReadings,
  before: ScoringModel,
  after: ScoringModel,
): PortfolioEffect {
  const score = modelScorer(portfolioOf(portfolio));
  const { matrix, changed, meanBefore, meanAfter } = portfolioEffect(score(before), score(after));
  return {
    as_of: portfolio.as_of,
    n_accounts: portfolio.accounts.id.length,
    n_changed: changed,
    matrix: matrix.map((row) => [...row]),
    mean_before: meanBefore,
    mean_after: meanAfter,
  };
}

/** An effect stored in another form than today's is left out. */
const storedEffect = (effect: unknown): PortfolioEffect | null =>
  PortfolioEffect.safeParse(effect).data ?? null;

const summaryOf = (version: Version): VersionSummary => ({
  id: version.id,
  state: version.state,
  author: version.author,
  note: version.note,
  based_on: version.basedOn,
  created_at: version.createdAt.toISOString(),
  revision: version.revision,
  saved_at: version.savedAt.toISOString(),
  published_at: version.publishedAt?.toISOString() ?? null,
  effect: storedEffect(version.effect),
});

const whole = (version: Version) => ({ ...summaryOf(version), model: version.model });

const noDraft = (id: number): ApiProblem =>
  new ApiProblem(409, `There is no draft ${id} any more: it was published or discarded meanwhile.`);
