import { readFile } from 'node:fs/promises';
import { problemLine, type ShapeReading } from '@handrail/contracts';
import { parse } from 'yaml';

/**
 * Reads a table of who may speak as whom, a YAML file.
 *
 * @throws Error naming the setting, and the field that is wrong
 */
export async function readTable<T>(
  setting: string,
  path: string,
  read: (value: unknown) => ShapeReading<T>,
): Promise<T> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${setting} names a file that cannot be read (${error.code ?? '?'})`);
  });
  const table = read(parsed(text));
  if ('value' in table) return table.value;
  const problems = table.problems.map((problem) => problemLine(problem, 'the table'));
  throw new Error(`${setting}: ${problems.join('; ')}`);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
