import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';
import { newSchemaCompiler } from '@handrail/contracts';
import type { PolicyProblem } from './policy-problem.js';
import { FILES, type FileName, type PolicyFiles } from './schema.js';

export type ReadPolicy =
  | { readonly files: PolicyFiles; readonly problems: readonly [] }
  | { readonly files: null; readonly problems: readonly PolicyProblem[] };

let validators: Record<FileName, ValidateFunction> | undefined;

/** Reads a folder of decision tables and checks their form: every file, every field, nothing else. */
export function readPolicyFiles(folder: string): ReadPolicy {
  const names = Object.keys(FILES) as FileName[];
  const problems: PolicyProblem[] = unexpectedFiles(folder, names);
  const files: Partial<Record<FileName, unknown>> = {};
  for (const file of names) {
    const read = readOne(folder, file);
    problems.push(...read.problems);
    files[file] = read.content;
  }
  if (problems.length > 0) return { files: null, problems };
  return { files: files as PolicyFiles, problems: [] };
}

function unexpectedFiles(folder: string, names: readonly string[]): PolicyProblem[] {
  if (!existsSync(folder)) return [{ file: folder, row: null, problem: 'there is no such folder' }];
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !names.includes(name))
    .map((file) => ({ file, row: null, problem: 'is not a file of a policy' }));
}

function readOne(
  folder: string,
  file: FileName,
): { content?: unknown; problems: readonly PolicyProblem[] } {
  const path = join(folder, file);
  if (!existsSync(path)) return { problems: [{ file, row: null, problem: 'is missing' }] };
  const document = parseDocument(readFileSync(path, 'utf8'), { uniqueKeys: true });
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

function validatorOf(file: FileName): ValidateFunction {
  if (!validators) {
    const compiler = newSchemaCompiler();
    const compiled = Object.entries(FILES).map(([name, schema]) => [
      name,
      compiler.compile(schema),
    ]);
    validators = Object.fromEntries(compiled) as Record<FileName, ValidateFunction>;
  }
  return validators[file];
}

function problemOf(file: FileName, content: unknown, error: ErrorObject): PolicyProblem {
  const [, , at, ...rest] = error.instancePath.split('/');
  const field = error.instancePath.startsWith('/rows/') ? rest.join('.') : error.instancePath;
  const row = error.instancePath.startsWith('/rows/') ? nameOfRow(content, Number(at)) : null;
  return { file, row, problem: `${field ? `${field} ` : ''}${reasonOf(error)}` };
}

function nameOfRow(content: unknown, at: number): string {
  const rows = (content as { rows?: readonly { id?: unknown }[] }).rows;
  const id = rows?.[at]?.id;
  return typeof id === 'string' ? id : `number ${at + 1}`;
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
  const seen = new Map(problems.map((one) => [JSON.stringify(one), one]));
  return [...seen.values()];
}
