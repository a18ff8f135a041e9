import { catalogue, INBOUND_TOPIC, topicOf } from '@handrail/contracts';
import type { ContextName, EventContract } from '@handrail/contracts';
import { stringify } from 'yaml';
import type { Artifact } from './artifact.js';
import { SERVICES, type Service } from './definitions.js';
import type { Readers } from './readers.js';
import { fileNameOf } from './released.js';

const CONTEXTS: readonly ContextName[] = ['intake', 'assessment', 'scheduling', 'outcomes'];

const messageIdOf = (contract: EventContract): string =>
  `${contract.context}.${fileNameOf(contract)}`;

type Entry = readonly [string, unknown];

const recordOf = (entries: readonly Entry[]): Record<string, unknown> =>
  Object.fromEntries(entries);

const reference = (path: string) => ({ $ref: `#/${path}` });

/** `docs/asyncapi.yaml`: what is on the topics, for everyone who does not read TypeScript. */
export function asyncApi(readers: Readers): Artifact {
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Handrail events',
      version: '1.0.0',
      description:
        'Generated from libs/contracts by npm run generate; do not edit. CloudEvents 1.0 in the ' +
        'binary mode of the Kafka binding: attributes are ce_ headers, the value is the data as JSON. ' +
        'Events carry ids and clinical facts, never names or contact data.',
    },
    defaultContentType: 'application/json',
    channels: { ...recordOf(CONTEXTS.map(channelOf)), inbound: inboundChannel() },
    operations: recordOf([...publishing(), ...reading(readers), inboundOperation()]),
    components: {
      messages: {
        ...Object.fromEntries(
          catalogue.map((contract) => [messageIdOf(contract), message(contract)]),
        ),
        'inbound.cloud-event': inboundMessage(),
      },
      schemas: { envelope: envelopeHeaders() },
    },
  };
  return {
    path: 'docs/asyncapi.yaml',
    text: stringify(document, { aliasDuplicateObjects: false }),
  };
}

function channelOf(context: ContextName): Entry {
  const contracts = catalogue.filter((contract) => contract.context === context);
  const messages = contracts.map((contract): Entry => [
    fileNameOf(contract),
    reference(`components/messages/${messageIdOf(contract)}`),
  ]);
  return [
    context,
    {
      address: topicOf(context),
      description: `What ${context} publishes. Order holds per record key, never across topics.`,
      messages: recordOf(messages),
      bindings: { kafka: { topic: topicOf(context), bindingVersion: '0.5.0' } },
    },
  ];
}

const inboundChannel = () => ({
  address: INBOUND_TOPIC,
  description: 'Where source systems publish CloudEvents, in binary or structured mode.',
  messages: { 'cloud-event': reference('components/messages/inbound.cloud-event') },
  bindings: { kafka: { topic: INBOUND_TOPIC, bindingVersion: '0.5.0' } },
});

const publishing = () =>
  CONTEXTS.map((context): Entry => [
    `${context}.publishes`,
    {
      action: 'send',
      summary: `${context} publishes what it decided.`,
      channel: reference(`channels/${context}`),
      messages: catalogue
        .filter((contract) => contract.context === context)
        .map((contract) => reference(`channels/${context}/messages/${fileNameOf(contract)}`)),
    },
  ]);

const reading = (readers: Readers): Entry[] =>
  SERVICES.flatMap((service) =>
    CONTEXTS.map((context) => readOperation(service, context, readers)).filter(
      (operation) => operation !== undefined,
    ),
  );

function readOperation(
  service: Service,
  context: ContextName,
  readers: Readers,
): Entry | undefined {
  const read = catalogue.filter(
    (contract) => contract.context === context && readers.get(contract)?.includes(service),
  );
  if (read.length === 0) return undefined;
  return [
    `${service}.reads.${context}`,
    {
      action: 'receive',
      summary: `${service} acts on what ${context} published.`,
      channel: reference(`channels/${context}`),
      messages: read.map((contract) =>
        reference(`channels/${context}/messages/${fileNameOf(contract)}`),
      ),
      bindings: { kafka: { bindingVersion: '0.5.0' } },
    },
  ];
}

const inboundOperation = (): Entry => [
  'intake.reads.inbound',
  {
    action: 'receive',
    summary: 'intake stores every inbound event before it commits the offset.',
    channel: reference('channels/inbound'),
    messages: [reference('channels/inbound/messages/cloud-event')],
  },
];

const message = (contract: EventContract) => ({
  name: contract.type,
  title: contract.name,
  summary: contract.firesWhen,
  contentType: 'application/json',
  headers: reference('components/schemas/envelope'),
  payload: JSON.parse(JSON.stringify(contract.data)) as unknown,
  bindings: {
    kafka: {
      key: { type: 'string', description: `The data's ${contract.key}.` },
      bindingVersion: '0.5.0',
    },
  },
  examples: [{ name: 'golden', payload: contract.example }],
});

const inboundMessage = () => ({
  name: 'inbound CloudEvent',
  title: 'What a source system sends',
  summary: 'A CloudEvent whose type is handrail.inbound.<name>.v1; see the README for each name.',
  payload: { type: 'object', description: 'The data of the type, or a structured CloudEvent.' },
});

/** The CloudEvents attributes and Handrail's extensions, as headers of the Kafka binding. */
function envelopeHeaders() {
  const text = (description: string, more: object = {}) => ({
    type: 'string',
    description,
    ...more,
  });
  const moment = { format: 'date-time' };
  return {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'],
    properties: {
      ce_specversion: text('CloudEvents version.', { const: '1.0' }),
      ce_id: text('Same cause, same id: a repeat is recognised everywhere.', { format: 'uuid' }),
      ce_source: text('The service that published it, such as handrail/intake.'),
      ce_type: text('The event type with its version.'),
      ce_time: text('When it happened in the world.', moment),
      ce_personkey: text('The record key again, for readers that lose keys.'),
      ce_causationid: text('The event or message that caused it.'),
      ce_correlationid: text('The source message at the root of the chain.'),
      ce_recordedtime: text('When intake recorded the root cause.', moment),
      ce_traceparent: text('W3C trace context.'),
    },
  };
}
