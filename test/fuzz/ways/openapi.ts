import type { Dice } from '../dice.js';

/** The parts of an OpenAPI document that requests are made from. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema?: Schema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: Schema }>> };
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** One endpoint, as its service describes it. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly document: OpenApi;
}

/** Ways in of their own have their own grammar, and are fuzzed by that. */
const INGEST = /^\/v1\/(events|hl7v2|fhir)/;

export const operationsOf = (service: string, document: OpenApi): Operation[] =>
  Object.entries(document.paths)
    .filter(([path]) => service !== 'intake' || !INGEST.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
        ...{ service, method: method.toUpperCase(), path, parameters, document },
        body: Object.values(requestBody?.content ?? {})[0]?.schema,
      })),
    );

/** A value as a schema describes it; without one, an object. */
export function valueOf(
  dice: Dice,
  document: OpenApi,
  schema: Schema | undefined,
  depth = 0,
): unknown {
  if (!schema || depth > 6) return {};
  const again = (inner: Schema | undefined) => valueOf(dice, document, inner, depth + 1);
  if (schema.$ref) return again(document.components?.schemas?.[schema.$ref.split('/').at(-1)!]);
  const variant = schema.oneOf ? dice.pick(schema.oneOf) : schema.allOf?.[0];
  if (variant) return again(variant);
  if (schema.enum) return dice.pick(schema.enum);
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(() => !dice.oneIn(8))
        .map(([name, inner]) => [name, again(inner)]),
    );
  if (schema.example !== undefined && !dice.oneIn(4)) return schema.example;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'array':
      return Array.from({ length: dice.below(3) }, () => again(schema.items));
    case 'integer':
    case 'number':
      return (schema.minimum ?? 0) + dice.below(5);
    case 'boolean':
      return dice.oneIn(2);
    case 'string':
      return textOf(dice, schema.format);
    default:
      return {};
  }
}

function textOf(dice: Dice, format: string | undefined): string {
  if (format === 'uuid') return '0199a2b4-1c00-7000-8000-00000000000a';
  if (format === 'date-time') return new Date(Date.now() + dice.below(9) * 3_600_000).toISOString();
  return dice.pick(['nurse-7', 'fuzz', 'fuzz-program', 'housing', 'IOP']);
}
