import { parse } from 'content-type';
import { badRequest, Problem, type FieldProblem } from './problem.js';

/** Which members of a body say who acts. */
export interface ActorFields {
  readonly by: boolean;
  readonly role: boolean;
}

/** What an endpoint says it takes. */
export interface Declared {
  /** Names of its query parameters. */
  readonly query: readonly string[];
  /** Media types of its body; `application/*+json` stands for every type of that form. */
  readonly mediaTypes: readonly string[];
  /** Which members of its body say who acts. */
  readonly actor: ActorFields;
}

interface DescribedSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The part of an OpenAPI document that is read here. */
export interface DescribedPaths {
  readonly paths: Readonly<Record<string, object>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, DescribedSchema | object>> };
}

interface DescribedOperation {
  readonly parameters?: ReadonlyArray<{ readonly in?: string; readonly name?: string }>;
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: DescribedSchema }>>;
  };
}

const NOBODY: ActorFields = { by: false, role: false };
const JSON_ONLY: Declared = { query: [], mediaTypes: ['application/json'], actor: NOBODY };

/**
 * What each endpoint takes, by its description: what `/openapi.json` says is what is enforced, so that an
 * endpoint that forgets to describe a parameter refuses it at its first use. A body that is not described
 * is JSON.
 */
export class DeclaredRequests {
  readonly #byRoute = new Map<string, Declared>();

  constructor(document: DescribedPaths) {
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries<DescribedOperation>({ ...operations }))
        this.#byRoute.set(`${method} ${path}`, declaredIn(operation, document));
  }

  /** `route` is a path as Express has it, such as `/v1/parked/:id`. */
  of(method: string, route: string): Declared {
    const name = method === 'HEAD' ? 'get' : method.toLowerCase();
    return this.#byRoute.get(`${name} ${route.replaceAll(/:(\w+)/g, '{$1}')}`) ?? JSON_ONLY;
  }
}

function declaredIn(
  { parameters = [], requestBody }: DescribedOperation,
  document: DescribedPaths,
): Declared {
  const query = parameters.flatMap((each) => (each.in === 'query' && each.name) || []);
  const mediaTypes = Object.keys(requestBody?.content ?? {});
  const schema = requestBody?.content?.['application/json']?.schema;
  return {
    query,
    mediaTypes: mediaTypes.length > 0 ? mediaTypes : JSON_ONLY.mediaTypes,
    actor: schema ? actorFieldsIn(schema, document) : NOBODY,
  };
}

/** `by` is whoever acts, wherever it is a member of a body; `role` beside it is what they act as. */
function actorFieldsIn(schema: DescribedSchema, document: DescribedPaths): ActorFields {
  const name = schema.$ref?.split('/').at(-1);
  const { properties }: DescribedSchema =
    name === undefined ? schema : (document.components?.schemas?.[name] ?? {});
  const by = properties !== undefined && Object.hasOwn(properties, 'by');
  return { by, role: by && Object.hasOwn(properties, 'role') };
}

/** A name that can be repeated in an answer: short, and in the form names have. */
const SHOWN_NAME = /^[\w.[\]-]{1,64}$/;

/**
 * Refuses parameters the endpoint does not know, and known ones that come more than once. A filter that is
 * misspelt would otherwise answer with everybody instead of with somebody.
 */
export function checkQuery(search: string, known: readonly string[]): void {
  const names = [...new URLSearchParams(search).keys()];
  const accepted = known.length > 0 ? known.join(', ') : 'no parameter';
  const errors = [...new Set(names)].flatMap((name): FieldProblem[] => {
    const path = SHOWN_NAME.test(name) ? name : '?';
    if (!known.includes(name)) return [{ path, reason: 'is not known here', accepted }];
    const times = names.filter((each) => each === name).length;
    return times > 1 ? [{ path, reason: `is there ${times} times`, accepted: 'once' }] : [];
  });
  if (errors.length > 0) throw badRequest('A parameter is not valid.', errors.slice(0, MOST_NAMED));
}

const MOST_NAMED = 20;

/**
 * Refuses a body of another media type than the endpoint takes. A page can send plain text, a form or
 * a body without a type to any address without asking; what is taken here it would have to ask for.
 */
export function checkMediaType(
  header: string | undefined,
  hasBody: boolean,
  { mediaTypes }: Declared,
): void {
  if (header === undefined && !hasBody) return;
  if (header === undefined) throw notAccepted('is missing', mediaTypes);
  const type = parse(header).type.toLowerCase();
  if (!mediaTypes.some((accepted) => matches(type, accepted)))
    throw notAccepted('is not accepted here', mediaTypes);
}

/** JSON is written in UTF-8 (RFC 8259); another character set would be read as something else. */
export function checkCharset(header: string | undefined): void {
  if (header === undefined) return;
  const { type, parameters } = parse(header);
  if (/json$/i.test(type) && !/^(utf-?8|us-ascii)?$/i.test(parameters['charset'] ?? ''))
    throw notAccepted('names a character set JSON is not written in', ['charset=utf-8']);
}

const matches = (type: string, accepted: string) =>
  accepted === 'application/*+json'
    ? /^application\/[\w.-]+\+json$/.test(type)
    : type === accepted.toLowerCase();

function notAccepted(reason: string, accepted: readonly string[]): Problem {
  return new Problem(
    415,
    'media-type-not-accepted',
    'This media type is not accepted',
    'The body was not read.',
    [{ path: 'Content-Type', reason, accepted: accepted.join(', ') }],
  );
}
