import { rmSync } from 'node:fs';
import { principalOf, SOURCE_PRINCIPAL, type TopicUser } from '@handrail/messaging';
import { KAFKA_ADMIN, SecuredMaterial, type KafkaSecurity } from './secured-material.js';

const WANTED = 'HANDRAIL_TEST_KAFKA_SECURITY';
const FOLDER = 'HANDRAIL_TEST_KAFKA_FOLDER';

/** Every service of the product. */
const SERVICES: ReadonlyArray<TopicUser['service']> = [
  ...['intake', 'assessment', 'scheduling', 'outcomes', 'console'],
] as const;

/** With `scram`, every broker of a test run asks for TLS and SCRAM, and allows nothing that is not listed. */
export const isSecuredRun = (): boolean => process.env[WANTED] === 'scram';

/** What the brokers of this run know their clients by: made by whoever asks first, and found by what it starts. */
export async function materialOfRun(): Promise<SecuredMaterial> {
  const known = process.env[FOLDER];
  if (known) return new SecuredMaterial(known);
  const material = await SecuredMaterial.make([...SERVICES.map(principalOf), SOURCE_PRINCIPAL]);
  process.env[FOLDER] = material.folder;
  process.once('exit', () => rmSync(material.folder, { recursive: true, force: true }));
  return material;
}

const found = (): SecuredMaterial | undefined => {
  const folder = process.env[FOLDER];
  return isSecuredRun() && folder ? new SecuredMaterial(folder) : undefined;
};

/** How a test signs in at the brokers of this run: as who may do everything. Nothing where they do not ask. */
export const kafkaSecurityOfRun = (): KafkaSecurity => found()?.as(KAFKA_ADMIN) ?? {};

/** Settings with which a service signs in there, as itself; none where the brokers do not ask. */
export const kafkaSettingsOf = (service: TopicUser['service']): Readonly<Record<string, string>> =>
  found()?.settingsOf(principalOf(service)) ?? {};
