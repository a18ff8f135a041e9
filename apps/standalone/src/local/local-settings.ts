import { join, resolve } from 'node:path';
import { isLoopback } from '@handrail/platform';
import {
  DEFAULT_MLLP_PORT,
  SERVICE_NAMES,
  SERVICE_PORTS,
  type LocalServiceName,
} from './service-ports.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used; the message is for the person at the terminal. */
export class LocalSettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LocalSettingsError';
  }
}

/** What a run on one machine needs to know before anything is opened. */
export interface LocalSettings {
  readonly host: string;
  readonly ports: Readonly<Record<LocalServiceName, number>>;
  readonly mllpPort: number;
  readonly dataDir: string;
  /** Undefined: an embedded PostgreSQL is started. */
  readonly databaseUrl: string | undefined;
  readonly eventLog: 'postgres' | 'kafka';
  readonly env: Environment;
}

/** @param log the --log option, which wins over the environment */
export function readLocalSettings(env: Environment, log: string | undefined): LocalSettings {
  const eventLog = log ?? env['HANDRAIL_EVENT_LOG'] ?? 'postgres';
  if (eventLog !== 'postgres' && eventLog !== 'kafka')
    throw new LocalSettingsError(`the event log is postgres or kafka, not "${eventLog}"`);
  if (eventLog === 'kafka' && !env['HANDRAIL_KAFKA_BROKERS'])
    throw new LocalSettingsError(
      'Kafka needs HANDRAIL_KAFKA_BROKERS=HOST:PORT ("npm run kafka" starts a broker on this machine)',
    );
  const ports = Object.fromEntries(
    SERVICE_NAMES.map((name) => [name, portFrom(env, portVariable(name), SERVICE_PORTS[name])]),
  ) as Record<LocalServiceName, number>;
  return {
    host: env['HANDRAIL_HOST'] || '127.0.0.1',
    ports,
    mllpPort: portFrom(env, 'HANDRAIL_MLLP_PORT', DEFAULT_MLLP_PORT),
    dataDir: resolve(env['HANDRAIL_DATA_DIR'] || '.handrail'),
    databaseUrl: env['HANDRAIL_DATABASE_URL'] || undefined,
    eventLog,
    env,
  };
}

/** Name of the variable that moves a service: five of them cannot share HANDRAIL_PORT. */
export const portVariable = (name: LocalServiceName): string =>
  `HANDRAIL_${name.toUpperCase()}_PORT`;

function portFrom(env: Environment, variable: string, fallback: number): number {
  const text = env[variable];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LocalSettingsError(`${variable} is not a port number`);
}

/** Where a reader or another service on this machine finds a service. */
export function urlOf(settings: LocalSettings, name: LocalServiceName): string {
  const everywhere = settings.host === '0.0.0.0' || settings.host === '::';
  const host = everywhere ? '127.0.0.1' : settings.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${settings.ports[name]}`;
}

/** The key of everything personal at rest; made beside the data when the user has set none. */
export const masterKeyFileOf = ({ dataDir }: LocalSettings): string => join(dataDir, 'master.key');

/** The password of the services at the embedded server; made beside the data. */
export const databaseKeyFileOf = ({ dataDir }: LocalSettings): string =>
  join(dataDir, 'database.key');

/** A database server as services sign in, and as the owner of what is there. */
export interface DatabaseAddresses {
  readonly url: string;
  readonly ownerUrl?: string | undefined;
}

/** The key that signs the audit's heads; made beside the data when the user has set none. */
export const auditKeyFileOf = ({ dataDir, env }: LocalSettings): string =>
  env['HANDRAIL_AUDIT_KEY_FILE'] || join(dataDir, 'audit.key');

/** The keys of the embedded issuer and of the console as its client; made beside the data. */
export const issuerKeyFilesOf = ({ dataDir }: LocalSettings) => ({
  issuer: join(dataDir, 'issuer.key'),
  client: join(dataDir, 'console.key'),
});

/**
 * Where people of this machine sign in: at the console itself, unless the user has named an issuer. On more than
 * loopback nobody may stand in for the network's own issuer.
 */
function signInOf(settings: LocalSettings): Environment {
  if (settings.env['HANDRAIL_ISSUER'] || !isLoopback(settings.host)) return {};
  const console = urlOf(settings, 'console');
  const { issuer, client } = issuerKeyFilesOf(settings);
  return {
    HANDRAIL_ISSUER: `${console}/issuer`,
    HANDRAIL_CONSOLE_URL: console,
    HANDRAIL_ISSUER_KEY_FILE: issuer,
    HANDRAIL_CLIENT_KEY_FILE: client,
  };
}

/**
 * The environment one service gets: what the user set, then what a run on one machine adds. A policy
 * that nobody has approved decides by itself here, because nobody is treated by it.
 */
export function environmentOf(
  settings: LocalSettings,
  name: LocalServiceName,
  database: DatabaseAddresses,
): Environment {
  const { env } = settings;
  const neighbours = Object.fromEntries(
    SERVICE_NAMES.map((other) => [`HANDRAIL_${other.toUpperCase()}_URL`, urlOf(settings, other)]),
  );
  return {
    HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
    HANDRAIL_LOG_LEVEL: 'warn',
    HANDRAIL_DATABASE_POOL: '8',
    ...neighbours,
    ...signInOf(settings),
    ...env,
    HANDRAIL_DATABASE_URL: database.url,
    HANDRAIL_DATABASE_OWNER_URL: database.ownerUrl,
    HANDRAIL_EVENT_LOG: settings.eventLog,
    HANDRAIL_DATA_DIR: settings.dataDir,
    HANDRAIL_MASTER_KEY_FILE: env['HANDRAIL_MASTER_KEY_FILE'] || masterKeyFileOf(settings),
    HANDRAIL_AUDIT_KEY_FILE: auditKeyFileOf(settings),
    HANDRAIL_HOST: settings.host,
    HANDRAIL_PORT: String(settings.ports[name]),
    HANDRAIL_MLLP_PORT: String(settings.mllpPort),
  };
}
