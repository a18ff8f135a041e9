import { INBOUND_TOPIC } from '@handrail/contracts';
import { kafkaAcls, type TopicUser } from '@handrail/messaging';
import { stringify } from 'yaml';
import type { Artifact } from './artifact.js';
import { definitionOf, SERVICES } from './definitions.js';

const HEADER = `# What each principal may do at the brokers, written by \`npm run generate\` from what services read and
# publish. The brokers refuse everything that is not here (StandardAuthorizer without allow.everyone.if.no.acl.found);
# topics are created by whoever administers them, from topics.yaml. \`deploy/set-up.mjs\` does both.
`;

/** deploy/acls.yaml: every principal with what it may do at the brokers. */
export async function aclsYaml(): Promise<Artifact> {
  const users: TopicUser[] = [];
  for (const service of SERVICES) {
    const { consumes } = await definitionOf(service);
    // Intake reads what sources send beside the events of the product.
    users.push({ service, reads: service === 'intake' ? [INBOUND_TOPIC, ...consumes] : consumes });
  }
  return { path: 'deploy/acls.yaml', text: HEADER + stringify({ acls: kafkaAcls(users) }) };
}
