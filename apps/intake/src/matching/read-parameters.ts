import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { problemLine, shapeReader } from '@handrail/contracts';
import type { MatchingParameters } from './domain/parameters.js';
import { parametersShape } from './parameters.shape.js';

const SHIPPED = join(import.meta.dirname, 'parameters.yaml');

const reader = shapeReader(parametersShape);

/** Reads matching parameters; throws one error that names every field at fault. */
export async function readParameters(file: string = SHIPPED): Promise<MatchingParameters> {
  const read = reader(parse(await readFile(file, 'utf8')));
  if ('value' in read) return read.value;
  const faults = read.problems.map((problem) => problemLine(problem, 'parameters'));
  throw new Error(`The matching parameters in ${file} are not valid:\n  ${faults.join('\n  ')}`);
}
