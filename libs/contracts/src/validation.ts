import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { EventContract } from './define-event.js';

/** One thing wrong with a payload: a JSON pointer, why, and what would be accepted. No values. */
export interface SchemaProblem {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

/** An Ajv for draft 2020-12 that knows our privacy annotation. */
export function newSchemaCompiler(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, ...options });
  addFormats(ajv);
  ajv.addKeyword('x-privacy');
  return ajv;
}

/** Says what is wrong without repeating the value, so that the text can be logged and shown. */
export function describeProblem(error: ErrorObject): SchemaProblem {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  return {
    path: `${error.instancePath}${missing}` || '/',
    reason: error.keyword === 'required' ? 'is missing' : (error.message ?? 'is not valid'),
    accepted: acceptedBy(error),
  };
}

function acceptedBy(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  if (error.keyword === 'enum') return `one of ${(params['allowedValues'] as string[]).join(', ')}`;
  if (error.keyword === 'format') return `a ${String(params['format'])} (RFC 3339)`;
  if (error.keyword === 'type') return `a value of type ${String(params['type'])}`;
  if (error.keyword === 'required') return 'a value for this field';
  return error.message ?? 'see the event catalogue';
}

const validators = new WeakMap<EventContract, ValidateFunction>();
let compiler: Ajv2020 | undefined;

/** Problems of `data` under the contract's schema; empty when it is valid. */
export function problemsOf(contract: EventContract, data: unknown): SchemaProblem[] {
  let validate = validators.get(contract);
  if (!validate) {
    compiler ??= newSchemaCompiler();
    validate = compiler.compile(contract.data);
    validators.set(contract, validate);
  }
  return validate(data) ? [] : (validate.errors ?? []).map(describeProblem);
}
