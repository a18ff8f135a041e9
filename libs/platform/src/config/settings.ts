import { z } from 'zod';
import { isLoopback, readHost } from '../http/allowed-hosts.js';

const PREFIX = 'HANDRAIL_';

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const hostList = commaList.pipe(
  z.array(
    z.string().refine((entry) => readHost(entry) !== undefined, {
      error: 'must be names or addresses, each with or without a port, separated by commas',
    }),
  ),
);

const yes = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const ROLES = ['http', 'consumer', 'relay', 'timers'] as const;
export type Role = (typeof ROLES)[number];

/** Settings every service has. Names are given without the HANDRAIL_ prefix. */
const common = {
  /** Which log carries the events. */
  EVENT_LOG: z.enum(['postgres', 'kafka']).default('postgres'),
  /** `host:port` list; needed when EVENT_LOG is `kafka`. */
  KAFKA_BROKERS: commaList.default([]),
  /** The cluster speaks TLS; on by itself where a file of its certificates is named. */
  KAFKA_TLS: yes,
  /** PEM: the authority that signed the brokers' certificates, where the system does not know it. */
  KAFKA_TLS_CA_FILE: z.string().optional(),
  /** PEM: certificate and key of this service, where the brokers ask for one (mutual TLS). */
  KAFKA_TLS_CERT_FILE: z.string().optional(),
  KAFKA_TLS_KEY_FILE: z.string().optional(),
  /** The principal of this service at the brokers, by SASL; its password is in a file. */
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z
    .enum(['scram-sha-512', 'scram-sha-256', 'plain'])
    .default('scram-sha-512'),
  /** A PostgreSQL server; each service has its own database on it, created when missing. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** The same server as the owner of the databases: migrations run as the owner, and the service may not. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Databases are named prefix + service. */
  DATABASE_PREFIX: z.string().default('handrail_'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  HOST: z.string().default('127.0.0.1'),
  /** Names the service is reached by beside loopback and HOST: of containers, of an ingress. */
  ALLOWED_HOSTS: hostList.default([]),
  /** HTTP connections one address may hold; behind a proxy all come from one. */
  HTTP_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(500),
  /** Requests each principal may send a second, and each address without a token; twice as many at once. */
  REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
  /** Bodies of requests held at a time, in megabytes; over it 503. */
  HTTP_BODIES_MB: z.coerce.number().int().min(8).max(4_096).default(48),
  /** Which parts of the service this process runs. */
  ROLES: commaList.pipe(z.array(z.enum(ROLES))).default([...ROLES]),
  DATA_DIR: z.string().default('.handrail'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** The OpenID Connect issuer whose access tokens are accepted; needed on more than loopback. */
  ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** Whom access tokens must be made for. */
  AUDIENCE: z.string().min(1).default('handrail'),
  /**
   * Organisations that are this network, as tokens name them: one program under 42 CFR Part 2 with those that
   * serve it under an agreement. Whoever a token says belongs to another one is told only what consents cover.
   */
  NETWORK_ORGANISATIONS: commaList.default([]),
  /** Without an issuer, whoever reaches the port may use it as `system/local`, also beyond loopback. */
  ALLOW_UNAUTHENTICATED: yes,
  /** PEM of an Ed25519 key: signs the heads of the audit every hour, into `audit` below DATA_DIR. */
  AUDIT_KEY_FILE: z.string().optional(),
  OUTBOX_RETENTION_DAYS: z.coerce.number().int().min(0).max(3650).default(7),
  TOPIC_PARTITIONS: z.coerce.number().int().min(1).max(1000).default(12),
} as const;

export type CommonSettings = z.infer<z.ZodObject<typeof common>> & { readonly PORT: number };

/** Every setting that is wrong, in one error, before anything is started. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`settings are not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads a service's settings from the environment. An empty variable counts as unset. Throws one
 * SettingsError that names every wrong setting; values are not repeated, they may be secrets.
 */
export function readSettings(
  shape: z.ZodRawShape,
  defaultPort: number,
  env: Readonly<Record<string, string | undefined>>,
): CommonSettings & Record<string, unknown> {
  const given = Object.fromEntries(
    Object.entries(env)
      .filter(([name, value]) => name.startsWith(PREFIX) && value !== undefined && value !== '')
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
  const port = z.coerce.number().int().min(0).max(65_535).default(defaultPort);
  const parsed = z.object({ ...common, PORT: port, ...shape }).safeParse(given);
  const problems = parsed.success
    ? crossChecks(parsed.data)
    : parsed.error.issues.map((issue) => `${PREFIX}${issue.path.join('.')}: ${issue.message}`);
  if (problems.length > 0) throw new SettingsError(problems);
  return parsed.data as unknown as CommonSettings & Record<string, unknown>;
}

function crossChecks(settings: CommonSettings): string[] {
  const problems: string[] = [];
  if (settings.EVENT_LOG === 'kafka' && settings.KAFKA_BROKERS.length === 0)
    problems.push(`${PREFIX}KAFKA_BROKERS: is needed when ${PREFIX}EVENT_LOG is kafka`);
  problems.push(...kafkaProblems(settings));
  if (
    !isLoopback(settings.HOST) &&
    settings.ISSUER === undefined &&
    !settings.ALLOW_UNAUTHENTICATED
  )
    problems.push(
      `${PREFIX}ISSUER: is needed to listen on more than loopback (${PREFIX}HOST): the address of the ` +
        'OpenID Connect issuer whose access tokens are accepted',
    );
  if (settings.ISSUER !== undefined && settings.ALLOW_UNAUTHENTICATED)
    problems.push(`${PREFIX}ALLOW_UNAUTHENTICATED: is not for a service with ${PREFIX}ISSUER`);
  return problems;
}

/** Halves of what belongs together, and a password that everybody on the wire could read. */
function kafkaProblems(settings: CommonSettings): string[] {
  const pairs = [
    ['KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'],
    ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD_FILE'],
  ] as const;
  const halves = pairs
    .filter((pair) => pair.filter((name) => settings[name] !== undefined).length === 1)
    .map(([half, other]) => `${PREFIX}${half}: goes together with ${PREFIX}${other}`);
  const isPlain = settings.KAFKA_SASL_USERNAME !== undefined && !speaksTls(settings);
  return isPlain && settings.KAFKA_SASL_MECHANISM === 'plain'
    ? [
        ...halves,
        `${PREFIX}KAFKA_SASL_MECHANISM: plain sends the password; it needs ${PREFIX}KAFKA_TLS`,
      ]
    : halves;
}

/** Whether connections to Kafka are encrypted. */
export const speaksTls = (
  settings: Pick<CommonSettings, 'KAFKA_TLS' | 'KAFKA_TLS_CA_FILE' | 'KAFKA_TLS_CERT_FILE'>,
): boolean =>
  settings.KAFKA_TLS ||
  settings.KAFKA_TLS_CA_FILE !== undefined ||
  settings.KAFKA_TLS_CERT_FILE !== undefined;
