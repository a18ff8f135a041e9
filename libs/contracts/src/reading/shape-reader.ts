import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Static, TSchema } from '@sinclair/typebox';
import { describeProblem, newSchemaCompiler, type SchemaProblem } from '../validation.js';
import { acceptedOf, type Keywords } from './accepted.js';
import { formOf, reasonOf, rulesOf } from './notes.js';
import { isObject, partsOf } from './parts.js';

/** A value of a shape, or what is wrong with it. */
export type ShapeReading<T> =
  | { readonly value: T }
  /** Every field at fault, once. */
  | { readonly problems: readonly SchemaProblem[] };

/**
 * Reads what somebody wrote, a file or settings, by its shape: fills in defaults, takes values as they
 * are written, checks. Names every field at fault once, also a field it does not know; repeats no value.
 */
export function shapeReader<T extends TSchema>(
  shape: T,
): (written: unknown) => ShapeReading<Static<T>> {
  const isOfShape = newSchemaCompiler({ verbose: true }).compile<Static<T>>(shape);
  return (written) => {
    const value = filledIn(shape, written);
    const misshapen = isOfShape(value) ? [] : (isOfShape.errors ?? []).map(problemOf);
    const problems = [...firstOfEach(misshapen), ...brokenRules(shape, value, '', misshapen)];
    return problems.length === 0 ? { value: value as Static<T> } : { problems };
  };
}

/** A problem on one line: the field by its path with dots, and why; `whole` names what has no path. */
export function problemLine({ path, reason }: SchemaProblem, whole: string): string {
  const keys = path.split('/').slice(1).map(unescaped);
  return `${keys.join('.') || whole}: ${reason}`;
}

function filledIn(schema: TSchema, written: unknown): unknown {
  if (written === undefined) return structuredClone(schema.default as unknown);
  const value = formOf(schema, written);
  const parts = partsOf(schema, value);
  if (Array.isArray(value)) return parts.map((part) => filledIn(part.schema, part.value));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    parts
      .map((part) => [part.key, filledIn(part.schema, part.value)] as const)
      .filter(([, each]) => each !== undefined),
  );
}

function problemOf(error: ErrorObject): SchemaProblem {
  const schema = error.parentSchema as TSchema;
  if (error.keyword === 'additionalProperties')
    return {
      path: `${error.instancePath}/${escaped(String(error.params['additionalProperty']))}`,
      reason: 'is no field that is known here',
      accepted: `one of ${Object.keys(schema['properties'] as object).join(', ')}`,
    };
  const problem = describeProblem(error);
  const missing = error.params['missingProperty'] as string | undefined;
  const known = (schema['properties'] ?? {}) as Readonly<Record<string, TSchema>>;
  const at = (missing === undefined ? undefined : known[missing]) ?? schema;
  const accepted = acceptedOf(at as Keywords) ?? problem.accepted;
  const standing = missing === undefined ? `must be ${accepted}` : `is missing: ${accepted}`;
  return { path: problem.path, reason: reasonOf(at) ?? standing, accepted };
}

/** Rules are asked where the form is right; where it is not, that is said already. */
function brokenRules(
  schema: TSchema,
  value: unknown,
  path: string,
  misshapen: readonly SchemaProblem[],
): SchemaProblem[] {
  if (value === undefined) return [];
  const isRight = !misshapen.some((problem) => `${problem.path}/`.startsWith(`${path}/`));
  const broken = isRight ? rulesOf(schema).find(({ holds }) => !holds(value as never)) : undefined;
  if (broken) return [{ path: path || '/', reason: broken.reason, accepted: 'see the reason' }];
  return partsOf(schema, value).flatMap((part) =>
    brokenRules(part.schema, part.value, `${path}/${escaped(part.key)}`, misshapen),
  );
}

const firstOfEach = (problems: readonly SchemaProblem[]): SchemaProblem[] =>
  problems.filter(({ path }, index) => problems.findIndex((each) => each.path === path) === index);

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');
