import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import { registerAccount } from './account.route.ts';
import { registerAccountList } from './account-list.route.ts';
import { registerActionDecisions } from './action-decision.route.ts';
import { registerActionOutcomes } from './action-outcome.route.ts';
import { registerActionRules } from './action-rule.route.ts';
import { registerActions } from './actions.route.ts';
import { registerBandHistory } from './band-history.route.ts';
import { registerChange } from './change.route.ts';
import { refuseCrossSite } from './cross-site.ts';
import { registerCustomKpis } from './custom-kpi.route.ts';
import { registerDemo } from './demo.route.ts';
import { ApiProblem, sendProblem } from './errors.ts';
import { registerFilterValues } from './filter-values.route.ts';
import { registerFreshness } from './freshness.route.ts';
import { registerGroup } from './group.route.ts';
import { registerHealth } from './health.route.ts';
import { registerHistory } from './history.route.ts';
import { registerImport } from './import.route.ts';
import { registerJobs } from './job.route.ts';
import { registerKpiFacts } from './kpi-facts.route.ts';
import { registerKpiRows } from './kpi-rows.route.ts';
import { registerMoney } from './money.route.ts';
import { registerOverrides } from './override.route.ts';
import { refuseBadText } from './plain-text.ts';
import { mayPerform } from './policy.ts';
import { registerPortfolio } from './portfolio.route.ts';
import { registerProof } from './proof.route.ts';
import { registerQuarantine } from './quarantine.route.ts';
import type { ApiContext } from './route.ts';
import { registerRules } from './rule.route.ts';
import { serveScreens } from './screens.ts';
import { registerSettings } from './settings.route.ts';
import { registerSla } from './sla.route.ts';
import { registerStatus } from './status.route.ts';
import { registerTasks } from './task.route.ts';
import { registerTimeline } from './timeline.route.ts';
import { registerVersions } from './version.route.ts';
import { registerWindows } from './window.route.ts';

const routes = [
  registerStatus,
  registerAccountList,
  registerAccount,
  registerHealth,
  registerHistory,
  registerKpiRows,
  registerKpiFacts,
  registerChange,
  registerActions,
  registerActionDecisions,
  registerActionRules,
  registerActionOutcomes,
  registerTasks,
  registerTimeline,
  registerMoney,
  registerSla,
  registerGroup,
  registerOverrides,
  registerRules,
  registerFreshness,
  registerFilterValues,
  registerDemo,
  registerImport,
  registerJobs,
  registerQuarantine,
  registerSettings,
  registerProof,
  registerPortfolio,
  registerBandHistory,
  registerVersions,
  registerCustomKpis,
  registerWindows,
];

export interface ServerOptions extends ApiContext {
  appUrl: string;
  /** Folder of the built screens. */
  screens: string;
  logger: FastifyBaseLogger;
  /** Whether it can take work now; false while it stops. */
  isReady(): boolean;
}

const mostBodyBytes = 1024 ** 2;

/** Mantine sets styles on elements; scripts come from here alone. */
const contentPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The server with all routes, not listening yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { appUrl, screens, logger, isReady, ...context } = options;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    bodyLimit: mostBodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: sendProblem,
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are of the contract's types already; judging each again would cost more than making it.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(sendProblem);

  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy,
    // Served over plain HTTP to this machine, or behind a proxy that knows better.
    strictTransportSecurity: false,
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hale', version: context.version },
      servers: [{ url: appUrl }],
    },
    transform: jsonSchemaTransform,
  });

  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    refuseCrossSite(request, appUrl);
    const { action } = request.routeOptions.config;
    if (action !== undefined && !mayPerform(action))
      throw new ApiProblem(403, 'You may not do this.');
  });
  app.addHook('preHandler', async (request) => refuseBadText(request));

  await app.register(async (scope) => {
    for (const register of routes) register(scope, context);
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const answers = await sql`select 1`.execute(context.db).then(
      () => true,
      () => false,
    );
    const ready = answers && isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  serveScreens(app, screens);
  return app;
}
