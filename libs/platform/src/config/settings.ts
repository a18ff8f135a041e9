import { Type, type Static, type TObject } from '@sinclair/typebox';
import { choice, shapeReader, withRule, type ShapeReading } from '@handrail/contracts';
import { isLoopback, readHost } from '../http/allowed-hosts.js';
import { fromText, httpUrl, postgresUrl, type SettingShapes } from './setting-shapes.js';

const PREFIX = 'HANDRAIL_';

const host = withRule(
  Type.String(),
  (entry) => readHost(entry) !== undefined,
  'must be names or addresses, each with or without a port, separated by commas',
);

export const ROLES = ['http', 'consumer', 'relay', 'timers'] as const;
export type Role = (typeof ROLES)[number];

/** Settings every service has. Names are given without the HANDRAIL_ prefix. */
const common = {
  /** Which log carries the events. */
  EVENT_LOG: choice(['postgres', 'kafka'], { default: 'postgres' }),
  /** `host:port` list; needed when EVENT_LOG is `kafka`. */
  KAFKA_BROKERS: Type.Array(Type.String(), { default: [] }),
  /** The cluster speaks TLS; on by itself where a file of its certificates is named. */
  KAFKA_TLS: Type.Boolean({ default: false }),
  /** PEM: the authority that signed the brokers' certificates, where the system does not know it. */
  KAFKA_TLS_CA_FILE: Type.Optional(Type.String()),
  /** PEM: certificate and key of this service, where the brokers ask for one (mutual TLS). */
  KAFKA_TLS_CERT_FILE: Type.Optional(Type.String()),
  KAFKA_TLS_KEY_FILE: Type.Optional(Type.String()),
  /** The principal of this service at the brokers, by SASL; its password is in a file. */
  KAFKA_SASL_USERNAME: Type.Optional(Type.String()),
  KAFKA_SASL_PASSWORD_FILE: Type.Optional(Type.String()),
  KAFKA_SASL_MECHANISM: choice(['scram-sha-512', 'scram-sha-256', 'plain'], {
    default: 'scram-sha-512',
  }),
  /** A PostgreSQL server; each service has its own database on it, created when missing. */
  DATABASE_URL: postgresUrl(),
  /** The same server as the owner of the databases: migrations run as the owner, and the service may not. */
  DATABASE_OWNER_URL: Type.Optional(postgresUrl()),
  /** Databases are named prefix + service. */
  DATABASE_PREFIX: Type.String({ default: 'handrail_' }),
  DATABASE_POOL: Type.Integer({ minimum: 2, maximum: 200, default: 10 }),
  HOST: Type.String({ default: '127.0.0.1' }),
  /** Names the service is reached by beside loopback and HOST: of containers, of an ingress. */
  ALLOWED_HOSTS: Type.Array(host, { default: [] }),
  /** HTTP connections one address may hold; behind a proxy all come from one. */
  HTTP_CONNECTIONS_PER_ADDRESS: Type.Integer({ minimum: 1, maximum: 100_000, default: 500 }),
  /** Requests each principal may send a second, and each address without a token; twice as many at once. */
  REQUESTS_PER_SECOND: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1_000 }),
  /** Bodies of requests held at a time, in megabytes; over it 503. */
  HTTP_BODIES_MB: Type.Integer({ minimum: 8, maximum: 4_096, default: 48 }),
  /** Which parts of the service this process runs. */
  ROLES: Type.Array(choice(ROLES), { default: [...ROLES] }),
  DATA_DIR: Type.String({ default: '.handrail' }),
  LOG_LEVEL: choice(['debug', 'info', 'warn', 'error', 'silent'], { default: 'info' }),
  /** The OpenID Connect issuer whose access tokens are accepted; needed on more than loopback. */
  ISSUER: Type.Optional(httpUrl()),
  /**
   * Where the issuer's keys (JWKS) are asked for, instead of finding them at the issuer's own address: for a network in
   * which services reach the issuer by another name than browsers do.
   */
  ISSUER_KEYS_URL: Type.Optional(httpUrl()),
  /** Whom access tokens must be made for. */
  AUDIENCE: Type.String({ minLength: 1, default: 'handrail' }),
  /**
   * Organisations that are this network, as tokens name them: one program under 42 CFR Part 2 with those that
   * serve it under an agreement. Whoever a token says belongs to another one is told only what consents cover.
   */
  NETWORK_ORGANISATIONS: Type.Array(Type.String(), { default: [] }),
  /** PEM of an Ed25519 key: signs the heads of the audit every hour, into `audit` below DATA_DIR. */
  AUDIT_KEY_FILE: Type.Optional(Type.String()),
  OUTBOX_RETENTION_DAYS: Type.Integer({ minimum: 0, maximum: 3650, default: 7 }),
  TOPIC_PARTITIONS: Type.Integer({ minimum: 1, maximum: 1000, default: 12 }),
} as const;

export type CommonSettings = Static<TObject<typeof common>> & { readonly PORT: number };

/** Every setting that is wrong, in one error, before anything is started. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`settings are not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads a service's settings from the environment. An empty variable counts as unset. Throws one
 * SettingsError that names every wrong setting once; values are not repeated, they may be secrets.
 */
export function readSettings(
  shapes: SettingShapes,
  defaultPort: number,
  env: Readonly<Record<string, string | undefined>>,
): CommonSettings & Record<string, unknown> {
  const PORT = Type.Integer({ minimum: 0, maximum: 65_535, default: defaultPort });
  const all: SettingShapes = { ...common, PORT, ...shapes };
  const given = Object.entries(all)
    .map(([name, shape]) => [name, shape, env[PREFIX + name] ?? ''] as const)
    .filter(([, , text]) => text !== '')
    .map(([name, shape, text]) => [name, fromText(shape, text)] as const);
  const read = shapeReader(Type.Object(all))(Object.fromEntries(given));
  const problems = 'problems' in read ? linesOf(read) : crossChecks(read.value as CommonSettings);
  if ('problems' in read || problems.length > 0) throw new SettingsError(problems);
  return read.value as CommonSettings & Record<string, unknown>;
}

/** A line for each setting, also where several of its list are wrong. */
function linesOf({ problems }: Extract<ShapeReading<unknown>, { problems: unknown }>): string[] {
  const lines = problems.map(({ path, reason }) => [path.split('/')[1], reason] as const);
  return [...new Map(lines.reverse())]
    .reverse()
    .map(([name, reason]) => `${PREFIX}${name}: ${reason}`);
}

function crossChecks(settings: CommonSettings): string[] {
  const problems: string[] = [];
  if (settings.EVENT_LOG === 'kafka' && settings.KAFKA_BROKERS.length === 0)
    problems.push(`${PREFIX}KAFKA_BROKERS: is needed when ${PREFIX}EVENT_LOG is kafka`);
  problems.push(...kafkaProblems(settings));
  if (!isLoopback(settings.HOST) && settings.ISSUER === undefined)
    problems.push(
      `${PREFIX}ISSUER: is needed to listen on more than loopback (${PREFIX}HOST): the address of the ` +
        'OpenID Connect issuer whose access tokens are accepted',
    );
  if (settings.ISSUER_KEYS_URL !== undefined && settings.ISSUER === undefined)
    problems.push(`${PREFIX}ISSUER_KEYS_URL: goes together with ${PREFIX}ISSUER`);
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
