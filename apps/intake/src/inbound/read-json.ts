import { MAX_JSON_DEPTH, parseJson, unstorablePath, type JsonFault } from '@handrail/domain';
import type { ContentProblem } from './domain/inbound.js';

/** What bytes hold, or what is wrong with them without the place. */
export type ReadJson =
  | { readonly value: unknown }
  | { readonly fault: JsonFault; readonly why: Omit<ContentProblem, 'path'> };

/** Reads JSON of a message; `accepted` says what belongs in its place. */
export function readJson(bytes: Buffer, accepted: string): ReadJson {
  const parsed = parseJson(bytes);
  if ('value' in parsed) return parsed;
  const { fault } = parsed;
  return { fault, why: WHY[fault] ?? { reason: 'is not JSON', accepted } };
}

const WHY: Partial<Readonly<Record<JsonFault, Omit<ContentProblem, 'path'>>>> = {
  'too-deep': {
    reason: 'is nested too deep',
    accepted: `at most ${MAX_JSON_DEPTH} objects and lists inside one another`,
  },
  'doubled-name': {
    reason: 'has a name twice in one object',
    accepted: 'each name once in an object: which of two values counts, readers disagree',
  },
};

/** The first text of a value that the database cannot keep, as a problem at its place. */
export function textProblem(value: unknown, root: string): ContentProblem | undefined {
  const path = unstorablePath(value);
  if (path === undefined) return undefined;
  return {
    path: `${root}${path}`,
    reason: 'contains a NUL or half a character',
    accepted: 'Unicode text without U+0000',
  };
}
