import { request as send } from 'node:http';

interface Operation {
  readonly parameters?: ReadonlyArray<{
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
  }>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** One endpoint of a service as its own description has it, with an id in every place for one. */
export interface Endpoint {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly query: readonly string[];
  readonly mediaTypes: readonly string[];
  /** The body is read by the rules of a class, so that an unknown field can be named. */
  readonly hasFields: boolean;
  /** Members of its body that say who acts: `by`, and `role` beside it. */
  readonly actorFields: ReadonlyArray<'by' | 'role'>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Field {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

const SOME_ID = '0199a2f0-0000-7000-8000-000000000001';

/** Every endpoint a service describes at /openapi.json. */
export async function endpointsOf(service: string, base: string): Promise<Endpoint[]> {
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as Document;
  const { paths } = document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      name: `${service} ${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      url: base + path.replaceAll(/\{\w+\}/g, SOME_ID),
      query: parameters.filter((each) => each.in === 'query').map((each) => each.name),
      mediaTypes: Object.keys(requestBody?.content ?? {}),
      hasFields: Object.values(requestBody?.content ?? {}).some((each) => each.schema?.$ref),
      actorFields: actorFieldsIn(requestBody?.content['application/json']?.schema, document),
    })),
  );
}

function actorFieldsIn(
  { $ref, properties = {} }: Schema = {},
  { components }: Document,
): Endpoint['actorFields'] {
  const named = components?.schemas?.[$ref?.split('/').at(-1) ?? '']?.properties ?? properties;
  return (['by', 'role'] as const).filter((name) => 'by' in named && name in named);
}

/**
 * Sends a request with exactly these headers, the Host too, which `fetch` would not let us choose. An
 * answer that does not end by itself, such as a stream, is left after its headers.
 */
export function ask(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, agent: false }, (response) => {
      const answer = { status: response.statusCode!, headers: response.headers };
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        response.destroy();
        resolve({ ...answer, text: '' });
        return;
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ ...answer, text: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The fields a refusal names. */
export const fieldsOf = ({ text }: Answer): readonly Field[] =>
  (JSON.parse(text) as { errors?: readonly Field[] }).errors ?? [];

/** The code of a refusal. */
export const typeOf = ({ text }: Answer): string =>
  (JSON.parse(text) as { type: string }).type.replace('urn:handrail:problem:', '');

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
