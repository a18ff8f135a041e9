import { readFile } from 'node:fs/promises';
import specifications from '@asyncapi/specs';
import { catalogue } from '@handrail/contracts';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

// The published schema of AsyncAPI 3 says what a document looks like; what it cannot say, that things
// fit each other, is asked here.
const DOCUMENT = new URL('../../docs/asyncapi.yaml', import.meta.url);

interface Reference {
  readonly $ref: string;
}

interface Message {
  readonly name: string;
  readonly payload: object;
  readonly examples?: readonly { readonly payload: object }[];
}

interface AsyncApi {
  readonly channels: Readonly<Record<string, object>>;
  readonly operations: Readonly<
    Record<string, { readonly channel: Reference; readonly messages: readonly Reference[] }>
  >;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

let document: AsyncApi;
beforeAll(async () => {
  document = parse(await readFile(DOCUMENT, 'utf8')) as AsyncApi;
});

/** What a reference within the document points to; undefined when that is nothing. */
const resolved = (reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);

/** Every reference in a value, wherever it stands. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

/** Where a value differs from a schema, as "/path reason". */
function differences(schema: object, value: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('AsyncAPI document', () => {
  it('is what the published schema of AsyncAPI 3 allows, and would be refused otherwise', () => {
    const published = specifications.schemasWithoutId['3.0.0'];
    expect(differences(published, document)).toEqual([]);
    const { channels, ...without } = document;
    const wrong = { ...without, channels: { ...channels, intake: { address: 7, colour: 'red' } } };
    expect(differences(published, wrong)).toEqual(
      expect.arrayContaining(['/channels/intake/address must be string,null']),
    );
  });

  it('refers only to what is in it, and from an operation only to messages of its channel', () => {
    const references = [...new Set(referencesIn(document))];
    expect(references.length).toBeGreaterThan(catalogue.length);
    expect(references.filter((reference) => resolved(reference) === undefined)).toEqual([]);
    const strays = Object.entries(document.operations).flatMap(([name, { channel, messages }]) =>
      messages
        .filter(({ $ref }) => !$ref.startsWith(`${channel.$ref}/messages/`))
        .map(({ $ref }) => `${name}: ${$ref}`),
    );
    expect(strays).toEqual([]);
  });

  it('holds every event of the catalogue and the way in once, with examples that its schemas accept', () => {
    const messages = Object.values(document.components.messages);
    expect(messages.map(({ name }) => name).sort()).toEqual(
      [...catalogue.map(({ type }) => type), 'inbound CloudEvent'].sort(),
    );
    const events = messages.filter(({ name }) => name !== 'inbound CloudEvent');
    for (const { name, payload, examples = [] } of events) {
      expect([name, examples.length > 0]).toEqual([name, true]);
      for (const example of examples)
        expect([name, differences(payload, example.payload)]).toEqual([name, []]);
    }
  });
});
