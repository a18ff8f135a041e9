import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestMicroservice } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { CauseKeepingFilter, LogTransport } from '@handrail/messaging';
import type { Request, RequestHandler, Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { AddressInfo } from 'node:net';
import { AccessGuard } from '../access/access.guard.js';
import { authenticate } from '../access/authenticate.middleware.js';
import { refuseLargeOfStrangers } from '../access/large-bodies.middleware.js';
import { rateLimiting } from '../access/limit-rates.middleware.js';
import { isTrustedLocally } from '../access/local-trust.js';
import { CallerInterceptor } from '../access/caller.interceptor.js';
import { AuditInterceptor } from '../audit/audit.interceptor.js';
import { AuditTrail, factsOf } from '../audit/audit-trail.js';
import { readSettings, type CommonSettings } from '../config/settings.js';
import { bodyBudget, JSON_LIMIT_BYTES } from '../http/body-limits.js';
import { refuseStrangers } from '../http/browser-requests.middleware.js';
import { ByteBudget } from '../http/byte-budget.js';
import { limitConnections, limitTimes } from '../http/connection-limits.js';
import { DeclaredRequestsGuard } from '../http/declared-requests.guard.js';
import { DeclaredRequests } from '../http/declared-requests.js';
import { jsonBody, plainAddress } from '../http/json-body.js';
import { ProblemFilter } from '../http/problem-filter.js';
import { rawBody } from '../http/raw-body.js';
import { refuseBodyOfRead, refuseForeignCharset } from '../http/request-bodies.middleware.js';
import { problemValidationPipe } from '../http/validation-pipe.js';
import { createLogger, type Logger } from '../log/logger.js';
import { NestLogger } from '../log/nest-logger.js';
import { keepHeads } from './keep-heads.js';
import { bodyPace } from './process-pace.js';
import { openParts, type ServiceParts } from './service-parts.js';
import type { ServiceDefinition } from './service-definition.js';
import { shellModule } from './shell.module.js';
import { VERSION } from './version.js';

/** Of one HTTP port: each holds some kB, and file descriptors end somewhere behind it. */
const MAX_CONNECTIONS = 2_000;
/** Of one caller at a time, however few connections there are; else half of them, so that the others are there for others. */
const FEWEST_READS = 4;

export interface RunningService {
  readonly name: string;
  readonly url: string;
  readonly settings: CommonSettings & Record<string, unknown>;
  readonly app: INestApplication;
  /** Mirrors the start order; resolves when nothing of the service is left. */
  stop(): Promise<void>;
}

/**
 * Starts a service: settings, database and migrations, event log and topics, Nest application, roles,
 * then the HTTP port. Fails with every wrong setting at once, before anything is opened.
 */
export async function startService(
  definition: ServiceDefinition,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RunningService> {
  const settings = readSettings(definition.settings, definition.defaultPort, env);
  const log = createLogger({ level: settings.LOG_LEVEL, fields: { service: definition.name } });
  const parts = await openParts(definition, settings, log);
  const heads = await keepHeads(definition.name, parts).catch(async (error: unknown) => {
    await parts.close().catch(() => undefined);
    throw error;
  });
  try {
    const app = await createApp(definition, parts, log);
    const roles = new Set(settings.ROLES);
    await app.init();
    await app.startAllMicroservices();
    await parts.engine.start({
      consumer: roles.has('consumer'),
      relay: roles.has('relay'),
      timers: roles.has('timers'),
    });
    parts.started();
    await app.listen(settings.PORT, settings.HOST);
    const { port } = app.getHttpServer().address() as AddressInfo;
    log.info('service is up', { port, host: settings.HOST, version: VERSION });
    return {
      name: definition.name,
      url: `http://${settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST}:${port}`,
      settings,
      app,
      stop: async () => {
        parts.stopping();
        await app.close();
        await heads?.end();
        await parts.close();
        log.info('service has stopped');
      },
    };
  } catch (error) {
    await parts.close().catch(() => undefined);
    throw error;
  }
}

/** Answers are data: no browser is to run, frame or lend them. The console widens this for its page. */
const HEADERS: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
};

/** Answers are about persons: no browser and no proxy keeps them, unless an endpoint says that its own may be. */
const keepNowhere: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

/** Who may ask at all, and what they may send: connections, time, bytes at once, bytes of each body. */
function guardHttp(
  app: NestExpressApplication,
  { rawBodyPaths = [], hasSessions }: ServiceDefinition,
  settings: CommonSettings,
): void {
  const server = app.getHttpServer();
  const perAddress = settings.HTTP_CONNECTIONS_PER_ADDRESS;
  const { gate, dropHeld, endFloods, limitRefused, limitRates } = rateLimiting({
    perSecond: settings.REQUESTS_PER_SECOND,
    readsAtOnce: Math.max(FEWEST_READS, Math.floor(settings.DATABASE_POOL / 2)),
    mayBeLocal: (address) =>
      isTrustedLocally(settings, { address, isForwarded: false, isBrowser: false }),
  });
  gate(server);
  limitConnections(server, { total: MAX_CONNECTIONS, perAddress });
  limitTimes(server);
  app.use(dropHeld, helmet(HEADERS), keepNowhere, endFloods);
  app.use(refuseStrangers(settings), authenticate(settings));
  app.use(limitRefused, limitRates);
  if (!hasSessions) app.use(refuseLargeOfStrangers);
  app.use(refuseBodyOfRead, refuseForeignCharset);
  app.use(bodyBudget(new ByteBudget(settings.HTTP_BODIES_MB * 1024 * 1024), rawBodyPaths));
  for (const { path, limitBytes } of rawBodyPaths) app.use(path, rawBody(limitBytes, bodyPace));
  app.use(plainAddress, jsonBody(JSON_LIMIT_BYTES));
}

async function createApp(
  definition: ServiceDefinition,
  parts: ServiceParts,
  log: Logger,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(shellModule(definition, parts), {
    logger: new NestLogger(log),
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  guardHttp(app, definition, parts.settings);
  app.useGlobalPipes(problemValidationPipe());
  app.useGlobalFilters(new ProblemFilter(log, () => parts.isStopping()));
  // Nest's own connection of a strategy has its own filters: the HTTP ones stay out of event handling.
  const microservice = app.connectMicroservice(
    { strategy: new LogTransport(parts.handlers, () => parts.engine.stop()) },
    { inheritAppConfig: false, deferInitialization: true },
  );
  microservice.useGlobalFilters(new CauseKeepingFilter());
  // The application calls the lifecycle hooks of its providers; a second time would start things twice.
  (microservice as NestMicroservice).setIsInitHookCalled(true);
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder().setTitle(definition.title).setVersion(VERSION).addBearerAuth().build(),
  );
  const declared = new DeclaredRequests(document);
  const trail = new AuditTrail(parts.dataSource);
  app.useGlobalGuards(
    new AccessGuard(
      app.get(Reflector),
      declared,
      parts.settings.NETWORK_ORGANISATIONS,
      (request, principal, code) => trail.keep(factsOf(request, principal), [], code),
    ),
    new DeclaredRequestsGuard(declared),
  );
  app.useGlobalInterceptors(
    new CallerInterceptor(),
    new AuditInterceptor(app.get(Reflector), trail),
  );
  app.use('/openapi.json', (_request: Request, response: Response) => {
    response.json(document);
  });
  return app;
}
