import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';
import { newSchemaCompiler } from '@handrail/contracts';
import type { PolicyProblem } from './policy-problem.js';
import { CASES_FILE, casesSchema, FILES } from './schema.js';
import type { FileName, PolicyFiles, WrittenCase, WrittenPolicy } from './schema.js';

export type ReadPolicy =
  | { readonly written: WrittenPolicy; readonly problems: readonly [] }
  | { readonly written: null; readonly problems: readonly PolicyProblem[] };

type AnyFile = FileName | typeof CASES_FILE;

/** Texts of the files of a policy, by name. */
export type PolicyTexts = Readonly<Record<string, string>>;

const NAMES = Object.keys(FILES) as FileName[];
let validators: Record<AnyFile, ValidateFunction> | undefined;

/** Reads a folder of decision tables and checks their form: every file, every field, nothing else. */
export function readPolicyFolder(folder: string): ReadPolicy {
  if (!existsSync(folder)) {
    const problem = { file: folder, row: null, problem: 'there is no such folder' };
    return { written: null, problems: [problem] };
  }
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  const texts = names.map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  return readPolicyTexts(Object.fromEntries(texts));
}

/** The same for texts that were read elsewhere, such as a draft somebody posted. */
export function readPolicyTexts(texts: PolicyTexts): ReadPolicy {
  const problems: PolicyProblem[] = Object.keys(texts)
    .filter((name) => !NAMES.includes(name as FileName) && name !== CASES_FILE)
    .map((file) => ({ file, row: null, problem: 'is not a file of a policy' }));
  const files: Partial<Record<FileName, unknown>> = {};
  for (const file of NAMES) {
    const read = readOne(texts[file], file);
    problems.push(...read.problems);
    files[file] = read.content;
  }
  const cases = texts[CASES_FILE] === undefined ? null : readOne(texts[CASES_FILE], CASES_FILE);
  problems.push(...(cases?.problems ?? []));
  if (problems.length > 0) return { written: null, problems };
  const content = cases?.content as { readonly cases: readonly WrittenCase[] } | undefined;
  return { written: { files: files as PolicyFiles, cases: content?.cases ?? [] }, problems: [] };
}

function readOne(
  text: string | undefined,
  file: AnyFile,
): { content?: unknown; problems: readonly PolicyProblem[] } {
  if (text === undefined) return { problems: [{ file, row: null, problem: 'is missing' }] };
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ code, linePos }) => ({
        file,
        row: null,
        problem: `is not valid YAML (${code} in line ${linePos?.[0].line ?? '?'})`,
      })),
    };
  const content: unknown = document.toJS();
  const validate = validatorOf(file);
  if (validate(content)) return { content, problems: [] };
  return { problems: distinct((validate.errors ?? []).map((e) => problemOf(file, content, e))) };
}

function validatorOf(file: AnyFile): ValidateFunction {
  if (!validators) {
    const compiler = newSchemaCompiler();
    const compiled = Object.entries({ ...FILES, [CASES_FILE]: casesSchema }).map(
      ([name, schema]) => [name, compiler.compile(schema)],
    );
    validators = Object.fromEntries(compiled) as Record<AnyFile, ValidateFunction>;
  }
  return validators[file];
}

function problemOf(file: AnyFile, content: unknown, error: ErrorObject): PolicyProblem {
  const [, list, at, ...rest] = error.instancePath.split('/');
  const inRow = at !== undefined && (list === 'rows' || list === 'cases');
  const field = inRow ? rest.join('.') : error.instancePath;
  const row = inRow ? nameOfRow((content as Lists)[list], Number(at)) : null;
  return { file, row, problem: `${field ? `${field} ` : ''}${reasonOf(error)}` };
}

type Lists = Readonly<Record<'rows' | 'cases', readonly { readonly id?: unknown }[]>>;

function nameOfRow(rows: Lists['rows'], index: number): string {
  const id = rows[index]?.id;
  return typeof id === 'string' ? id : `number ${index + 1}`;
}

function reasonOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return `has the unknown field ${String(params['additionalProperty'])}`;
    case 'required':
      return `lacks ${String(params['missingProperty'])}`;
    case 'enum':
      return `is none of ${(params['allowedValues'] as string[]).join(', ')}`;
    case 'const':
      return `is not ${String(params['allowedValue'])}`;
    default:
      return error.message ?? 'is not valid';
  }
}

function distinct(problems: readonly PolicyProblem[]): PolicyProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}
