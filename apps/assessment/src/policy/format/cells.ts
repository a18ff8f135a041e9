import { unaryTest } from 'feelin';
import { VARIABLES, type VariableName, type VariableValue } from '../domain/inputs.js';
import { cell, type Cell } from '../domain/policy.js';
import type { WrittenCell } from './schema.js';

export type CompiledCell =
  | { readonly cell: Cell; readonly problem: null }
  | { readonly cell: null; readonly problem: string };

/**
 * Turns a written cell into the set of values it allows. Texts of ratings are FEEL unary tests, run
 * once here for each value the variable can take, so that deciding never parses anything. Other
 * variables have names: a cell is one name or a list of them.
 */
export function compileCell(variable: VariableName, written: WrittenCell): CompiledCell {
  const values: readonly VariableValue[] = VARIABLES[variable];
  const isTest = typeof written === 'string' && /^d[1-6]$/.test(variable) && written !== 'unknown';
  const found = isTest ? byTest(variable, values, written) : byName(variable, values, written);
  if (typeof found === 'string') return { cell: null, problem: found };
  if (found === 0) return { cell: null, problem: `when.${variable} can never hold` };
  return { cell: cell(variable, found), problem: null };
}

function byTest(
  variable: VariableName,
  values: readonly VariableValue[],
  written: string,
): number | string {
  let allowed = 0;
  for (const [code, value] of values.entries()) {
    if (typeof value !== 'number') continue;
    try {
      const answer = unaryTest(written, { '?': value });
      if (answer.warnings.length > 0) return `when.${variable} is not a test of a rating`;
      if (answer.value === true) allowed |= 1 << code;
    } catch {
      return `when.${variable} is not a FEEL test`;
    }
  }
  return allowed;
}

function byName(
  variable: VariableName,
  values: readonly VariableValue[],
  written: WrittenCell,
): number | string {
  const names: readonly VariableValue[] = Array.isArray(written) ? written : [written];
  const codes = names.map((name) => values.indexOf(name));
  const strange = names[codes.indexOf(-1)];
  if (strange !== undefined)
    return `when.${variable} names ${strange}, which is none of ${values.join(', ')}`;
  return codes.reduce((allowed, code) => allowed | (1 << code), 0);
}
