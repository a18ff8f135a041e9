import { createHash } from 'node:crypto';

/**
 * JSON whose text depends on content alone: object keys are sorted and fields without a value are
 * left out, so two writers of the same facts produce the same text.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** Fingerprint of a value by its canonical JSON, prefixed with the name of the algorithm. */
export function contentHash(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const source = value as Record<string, unknown>;
  const entries = Object.keys(source)
    .sort()
    .filter((key) => source[key] !== undefined)
    .map((key) => [key, sorted(source[key])] as const);
  return Object.fromEntries(entries);
}
