import { catalogue, type EventContract } from '@handrail/contracts';
import { jsonText, type Artifact } from './artifact.js';

/** `stay-ended.v1`: the name of a contract's files, its golden sample and its frozen schema. */
export const fileNameOf = (contract: EventContract): string =>
  `${contract.name}.v${contract.version}`;

export const samplePathOf = (contract: EventContract): string =>
  `libs/contracts/samples/${contract.context}/${fileNameOf(contract)}.json`;

export const frozenSchemaPathOf = (contract: EventContract): string =>
  `libs/contracts/released/${contract.context}/${fileNameOf(contract)}.schema.json`;

/**
 * What a released contract promises: the schema without its prose, so that a description can be
 * improved and nothing else can change.
 */
export function promiseOf(contract: EventContract): unknown {
  return withoutProse(JSON.parse(JSON.stringify(contract.data)), false);
}

/** Inside `properties` a key is the name of a field, even when it is called description. */
function withoutProse(schema: unknown, namesAreFields: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withoutProse(item, false));
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => namesAreFields || name !== 'description')
      .map(([name, value]) => [
        name,
        withoutProse(value, !namesAreFields && name === 'properties'),
      ]),
  );
}

/** A sample and a frozen schema for every event: written when missing, never rewritten. */
export const releasedFiles = (): Artifact[] =>
  catalogue.flatMap((contract) => [
    { path: samplePathOf(contract), text: jsonText(contract.example), released: true },
    { path: frozenSchemaPathOf(contract), text: jsonText(promiseOf(contract)), released: true },
  ]);
