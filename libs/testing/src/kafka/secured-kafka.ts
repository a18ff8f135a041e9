import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestAuthority } from '../certificates/test-authority.js';
import { type KafkaSecurity, type KafkaUnavailable, untilReady } from './controlled-kafka.js';
import { startKafkaOnJava } from './java-kafka.js';

/** A broker that asks everybody who they are, over TLS, and allows what its lists allow. */
export interface SecuredKafka {
  readonly brokers: readonly string[];
  /** How a client signs in; the password of another name may be tried. */
  as(user: string, password?: string): KafkaSecurity;
  /** The settings of a service that signs in so. */
  settingsOf(user: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Whoever is this may do everything. */
export const KAFKA_ADMIN = 'admin';

/**
 * A real broker with TLS, SCRAM and nothing allowed to anybody but the administrator.
 *
 * @param names of those who have a password there
 */
export async function startSecuredKafka(
  names: readonly string[],
): Promise<SecuredKafka | KafkaUnavailable> {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-secured-'));
  const authority = new TestAuthority('Brokers');
  const { certificate, key } = authority.issue({ names: ['ip:127.0.0.1', 'dns:localhost'] });
  const users = Object.fromEntries(
    [KAFKA_ADMIN, ...names].map((name) => [name, randomBytes(12).toString('hex')]),
  );
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const caFile = await write('authority.pem', authority.certificate);
  const keystore = await write('broker.pem', `${key}${certificate}`);
  const password = users[KAFKA_ADMIN]!;
  const broker = { keystore, authority: caFile, users, admin: KAFKA_ADMIN, password };
  const securityFile = await write('security.json', JSON.stringify(broker));
  for (const [name, secret] of Object.entries(users)) await write(`${name}.password`, secret);
  const as = (username: string, secret = users[username] ?? ''): KafkaSecurity => ({
    ssl: { ca: authority.certificate },
    sasl: { mechanism: 'scram-sha-512', username, password: secret },
  });
  const forget = () => rm(folder, { recursive: true, force: true });
  const kafka = await startKafkaOnJava({ admin: as(KAFKA_ADMIN), securityFile });
  if ('unavailable' in kafka) {
    await forget();
    return kafka;
  }
  await untilReady(kafka.brokers, as(KAFKA_ADMIN));
  return {
    brokers: kafka.brokers,
    as,
    settingsOf: (user) => ({
      HANDRAIL_KAFKA_TLS_CA_FILE: caFile,
      HANDRAIL_KAFKA_SASL_USERNAME: user,
      HANDRAIL_KAFKA_SASL_PASSWORD_FILE: join(folder, `${user}.password`),
    }),
    close: async () => {
      await kafka.close();
      await forget();
    },
  };
}
