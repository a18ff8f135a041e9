/**
 * Most objects and lists inside one another that are read. The deepest resource of FHIR in use, a
 * questionnaire in a bundle, stays under thirty. Beyond some thousands, everything that walks a value
 * by recursion (schemas, JSON.stringify) runs out of stack.
 */
export const MAX_JSON_DEPTH = 64;

/** Why bytes are not taken as JSON. */
export type JsonFault = 'not-utf8' | 'not-json' | 'too-deep';

/** What bytes hold, or why they are not taken; nothing throws. */
export type ParsedJson = { readonly value: unknown } | { readonly fault: JsonFault };

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = Buffer.from('"\\[{]}');

/**
 * Whether brackets nest deeper than `limit`, by one pass over the bytes: whatever the bytes are, this
 * takes time in proportion to them and no stack. Brackets inside texts do not count.
 */
export function nestsDeeperThan(limit: number, bytes: Uint8Array): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

/** Reads JSON in UTF-8 (RFC 8259), with or without a byte order mark, up to `MAX_JSON_DEPTH`. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  if (nestsDeeperThan(MAX_JSON_DEPTH, bytes)) return { fault: 'too-deep' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'not-utf8' };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: 'not-json' };
  }
}
