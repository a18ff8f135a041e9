import kafkajs, { type AclEntry } from 'kafkajs';
import type { KafkaAcl } from './kafka-acls.js';
import { createClient } from './kafka-client.js';
import { whyOf } from './kafka-error.js';
import { DEFAULT_TIMING, SILENT, type KafkaEventLogOptions } from './kafka-options.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const RESOURCES = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP } as const;
const PATTERNS = {
  literal: ResourcePatternTypes.LITERAL,
  prefixed: ResourcePatternTypes.PREFIXED,
} as const;
const OPERATIONS = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
} as const;

/** Writes lists of access to the brokers. What is there already stays; doing it again changes nothing. */
export async function applyKafkaAcls(
  options: KafkaEventLogOptions,
  acls: readonly KafkaAcl[],
): Promise<void> {
  const client = createClient({ logger: SILENT, ...options, timing: DEFAULT_TIMING });
  const admin = client.kafka.admin();
  try {
    await admin.connect();
    await admin.createAcls({ acl: acls.flatMap(entriesOf) });
  } catch (error) {
    throw new Error(`the brokers take no access lists: ${whyOf(error)}`, { cause: error });
  } finally {
    await admin.disconnect().catch(() => undefined);
    client.destroy();
  }
}

const entriesOf = ({ principal, resource, name, pattern, operations }: KafkaAcl): AclEntry[] =>
  operations.map((operation) => ({
    principal: `User:${principal}`,
    host: '*',
    operation: OPERATIONS[operation],
    permissionType: AclPermissionTypes.ALLOW,
    resourceType: RESOURCES[resource],
    resourceName: name,
    resourcePatternType: PATTERNS[pattern],
  }));
