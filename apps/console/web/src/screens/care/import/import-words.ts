import type { FieldProblem } from '@handrail/contracts';
import type { ImportReport } from '../../../../../src/api/capacity.js';
import { ApiError } from '../../../live/api.js';
import { plural } from '../../../format/labels.js';

/** What is wrong in a file, with the line and the column where it says them. */
export interface FileProblem {
  readonly line: string | null;
  readonly field: string;
  readonly reason: string;
  readonly accepted: string;
}

/** FHIR is JSON; everything else is read as a spreadsheet. */
export const formatOf = (text: string): 'csv' | 'fhir' =>
  text.trimStart().startsWith('{') ? 'fhir' : 'csv';

/** What the refusal of a file says, one by one; empty for any other refusal. */
export function problemsOf(error: unknown): FileProblem[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.more['errors'])) return [];
  return (error.more['errors'] as readonly FieldProblem[]).map(({ path, reason, accepted }) => {
    const [, line, field] = /^\/content\/(\d+)(?:\/(.*))?$/.exec(path) ?? [];
    if (line === undefined) return { line: null, field: path.slice(1), reason, accepted };
    return { line, field: field ?? 'the line', reason, accepted };
  });
}

/** `2 programs added, 1 changed, 9 stay as they are`. */
export function summaryOf({ programs }: Pick<ImportReport, 'programs'>): string {
  const count = (kind: string) => programs.filter((each) => each.kind === kind).length;
  const [added, changed, same] = [count('added'), count('changed'), count('same')];
  return `${plural(added, 'program')} added, ${changed} changed, ${same} ${same === 1 ? 'stays as it is' : 'stay as they are'}`;
}

/** Whether there is anything to do. */
export const changesSomething = ({ programs }: Pick<ImportReport, 'programs'>): boolean =>
  programs.some(({ kind }) => kind !== 'same');

/** A value of a directory as a person reads it. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueWords).join(', ') : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return partsOf(value as Readonly<Record<string, unknown>>);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const partsOf = (value: Readonly<Record<string, unknown>>): string =>
  Object.entries(value)
    .filter(([name, part]) => name !== 'id' && part !== null && !isEmpty(part))
    .map(([name, part]) => `${name} ${valueWords(part)}`)
    .join(', ');

const isEmpty = (part: unknown): boolean => Array.isArray(part) && part.length === 0;
