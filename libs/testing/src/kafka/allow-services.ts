import { readFile } from 'node:fs/promises';
import { giveKafkaAccess, type KafkaAcl } from '@handrail/messaging';
import type { KafkaSecurity } from './secured-material.js';

const LIST = new URL('../../../../deploy/acls.json', import.meta.url);

/** Allows services what an installation allows them, and nothing beside. */
export async function allowServices(
  brokers: readonly string[],
  admin: KafkaSecurity,
): Promise<void> {
  const { acls } = JSON.parse(await readFile(LIST, 'utf8')) as { acls: KafkaAcl[] };
  await giveKafkaAccess({ brokers, clientId: 'handrail-tests', ...admin }, acls);
}
