import { rm } from 'node:fs/promises';
import { type KafkaUnavailable, untilReady } from './controlled-kafka.js';
import { startKafkaOnJava } from './java-kafka.js';
import { KAFKA_ADMIN, SecuredMaterial, type KafkaSecurity } from './secured-material.js';

/** A broker that asks everybody who they are, over TLS, and allows what its lists allow. */
export interface SecuredKafka {
  readonly brokers: readonly string[];
  /** How a client signs in; the password of another name may be tried. */
  as(user: string, password?: string): KafkaSecurity;
  /** The settings of a service that signs in so. */
  settingsOf(user: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * A real broker with TLS, SCRAM and nothing allowed to anybody but the administrator.
 *
 * @param names of those who have a password there
 */
export async function startSecuredKafka(
  names: readonly string[],
): Promise<SecuredKafka | KafkaUnavailable> {
  const material = await SecuredMaterial.make(names);
  const admin = material.as(KAFKA_ADMIN);
  const forget = () => rm(material.folder, { recursive: true, force: true });
  const kafka = await startKafkaOnJava({ admin, securityFile: material.securityFile });
  if ('unavailable' in kafka) {
    await forget();
    return kafka;
  }
  await untilReady(kafka.brokers, admin);
  return {
    brokers: kafka.brokers,
    as: (user, password) => material.as(user, password),
    settingsOf: (user) => material.settingsOf(user),
    close: async () => {
      await kafka.close();
      await forget();
    },
  };
}
