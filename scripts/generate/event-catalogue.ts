import { catalogue, topicOf, type ContextName, type EventContract } from '@handrail/contracts';
import type { Artifact } from './artifact.js';
import { samplePathOf } from './released.js';
import type { Readers } from './readers.js';

const CONTEXTS: readonly ContextName[] = ['intake', 'assessment', 'scheduling', 'outcomes'];

/** As much of JSON Schema as our contracts use. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-privacy'?: string;
}

/** `docs/event-catalogue.md`: every event, who owns it, when it fires, who reads it, its fields. */
export function eventCatalogue(readers: Readers): Artifact {
  const lines = [
    '# Event catalogue',
    '',
    'Generated from `libs/contracts` by `npm run generate`; do not edit. The same contracts as',
    '[AsyncAPI](asyncapi.yaml). A released version never changes; a change is a new version.',
    '',
    ...CONTEXTS.flatMap((context) => contextLines(context, readers)),
  ];
  return { path: 'docs/event-catalogue.md', text: `${lines.join('\n').trimEnd()}\n` };
}

function contextLines(context: ContextName, readers: Readers): string[] {
  const contracts = catalogue.filter((contract) => contract.context === context);
  return [
    `## ${context}`,
    '',
    `Topic \`${topicOf(context)}\`, published by \`apps/${context}\`.`,
    '',
    '| event | fires when | read by |',
    '|---|---|---|',
    ...contracts.map(
      (contract) =>
        `| [\`${contract.name}\`](#${anchorOf(contract)}) | ${contract.firesWhen} | ${readersText(contract, readers)} |`,
    ),
    '',
    ...contracts.flatMap((contract) => contractLines(contract)),
  ];
}

const anchorOf = (contract: EventContract): string =>
  contract.type.replaceAll('.', '').toLowerCase();

const readersText = (contract: EventContract, readers: Readers): string =>
  readers.get(contract)?.join(', ') || 'nobody yet';

function contractLines(contract: EventContract): string[] {
  return [
    `### ${contract.type}`,
    '',
    contract.firesWhen,
    '',
    `Record key: \`${contract.key}\`. Golden sample: [\`${samplePathOf(contract)}\`](../${samplePathOf(contract)}).`,
    '',
    '| field | required | type | privacy | meaning |',
    '|---|---|---|---|---|',
    ...fieldRows(contract.data, ''),
    '',
  ];
}

function fieldRows(schema: Schema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const required = schema.required?.includes(name) ? 'yes' : '';
    const shown = withoutNull(field);
    const meaning = field.description ?? shown.description ?? '';
    const privacy = field['x-privacy'] ?? shown['x-privacy'] ?? '';
    const row = `| \`${prefix}${name}\` | ${required} | ${typeText(field)} | ${privacy} | ${meaning} |`;
    return [row, ...nestedRows(shown, `${prefix}${name}`)];
  });
}

function nestedRows(field: Schema, path: string): string[] {
  if (field.properties) return fieldRows(field, `${path}.`);
  if (field.items?.properties) return fieldRows(field.items, `${path}[].`);
  return [];
}

const isNull = (schema: Schema): boolean => schema.type === 'null';

function withoutNull(schema: Schema): Schema {
  const choices = schema.anyOf?.filter((choice) => !isNull(choice));
  return choices?.length === 1 ? (choices[0] ?? schema) : schema;
}

function typeText(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' or ');
  if (schema.enum) return schema.enum.join(', ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {})}`;
  if (schema.minimum !== undefined && schema.maximum !== undefined) {
    return `${schema.type} ${schema.minimum}-${schema.maximum}`;
  }
  return schema.format ?? schema.type ?? 'any';
}
