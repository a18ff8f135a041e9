import { INBOUND_TOPIC } from '@handrail/contracts';
import { kafkaAcls, type TopicUser } from '@handrail/messaging';
import { jsonText, type Artifact } from './artifact.js';
import { definitionOf, SERVICES } from './definitions.js';

/**
 * deploy/acls.json: every principal with what it may do at the brokers, which refuse everything else
 * (StandardAuthorizer without allow.everyone.if.no.acl.found).
 */
export async function aclsFile(): Promise<Artifact> {
  const users: TopicUser[] = [];
  for (const service of SERVICES) {
    const { consumes } = await definitionOf(service);
    // Intake reads what sources send beside the events of the product.
    users.push({ service, reads: service === 'intake' ? [INBOUND_TOPIC, ...consumes] : consumes });
  }
  return { path: 'deploy/acls.json', text: jsonText({ acls: kafkaAcls(users) }) };
}
