import { INBOUND_TOPIC, topicOf, type ContextName } from '@handrail/contracts';
import { topicSpecs } from '../../log/topics.js';

/** What a principal may do at the brokers; whatever is not here, it may not. */
export interface KafkaAcl {
  /** The name it signs in with. */
  readonly principal: string;
  readonly resource: 'topic' | 'group';
  readonly name: string;
  /** `literal` is this name, `prefixed` every name that begins so. */
  readonly pattern: 'literal' | 'prefixed';
  readonly operations: ReadonlyArray<'Read' | 'Write' | 'Describe'>;
}

/** A service with the topics whose events it handles. */
export interface TopicUser {
  readonly service: ContextName | 'console';
  readonly reads: readonly string[];
}

/** The principal under which source systems write into the inbound topic. */
export const SOURCE_PRINCIPAL = 'handrail-source';

/** What a service signs in as, unless it is told otherwise. */
export const principalOf = (service: TopicUser['service']): string => `handrail-${service}`;

/**
 * The whole of what the principals of an installation may do, for brokers that refuse everything else: a service
 * writes on its own topic alone, reads what it handles, and joins groups of its own. It may look at every topic
 * of the product, which it does when it starts, and makes none.
 */
export const kafkaAcls = (users: readonly TopicUser[]): KafkaAcl[] => [
  ...users.flatMap(aclsOf),
  topicAcl(SOURCE_PRINCIPAL, INBOUND_TOPIC, ['Write']),
];

function aclsOf({ service, reads }: TopicUser): KafkaAcl[] {
  const principal = principalOf(service);
  const own = service === 'console' ? undefined : topicOf(service);
  const topics = topicSpecs().map(({ name }) =>
    topicAcl(principal, name, [
      ...(name === own ? (['Write'] as const) : []),
      ...(reads.includes(name) ? (['Read'] as const) : []),
      'Describe',
    ]),
  );
  const groups: KafkaAcl = {
    ...{ principal, resource: 'group', name: `handrail.${service}` },
    ...{ pattern: 'prefixed', operations: ['Read', 'Describe'] },
  };
  return [...topics, groups];
}

const topicAcl = (
  principal: string,
  name: string,
  operations: KafkaAcl['operations'],
): KafkaAcl => ({ principal, resource: 'topic', name, pattern: 'literal', operations });
