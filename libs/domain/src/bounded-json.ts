/**
 * Most objects and lists inside one another that are read. The deepest resource of FHIR in use, a
 * questionnaire in a bundle, stays under thirty. Beyond some thousands, everything that walks a value
 * by recursion (schemas, JSON.stringify) runs out of stack.
 */
export const MAX_JSON_DEPTH = 64;

/** Why bytes are not taken as JSON. */
export type JsonFault = 'not-utf8' | 'not-json' | 'too-deep' | 'doubled-name';

/** What bytes hold, or why they are not taken; nothing throws. */
export type ParsedJson = { readonly value: unknown } | { readonly fault: JsonFault };

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT, COLON] =
  Buffer.from('"\\[{]}:');

/** Whether brackets nest deeper than `limit`; see `writtenNames`. */
export const nestsDeeperThan = (limit: number, bytes: Uint8Array): boolean =>
  opensMoreThan(limit, bytes) && writtenNames(limit, bytes) === undefined;

/** Whether there are more opening brackets than that at all; of nearly everything that is read there are not. */
function opensMoreThan(limit: number, bytes: Uint8Array): boolean {
  let left = limit;
  for (const open of [OPEN_LIST!, OPEN_OBJECT!])
    for (let at = bytes.indexOf(open); at >= 0; at = bytes.indexOf(open, at + 1))
      if ((left -= 1) < 0) return true;
  return false;
}

/**
 * How many members the objects in JSON have as they are written, or undefined where brackets nest deeper than
 * `limit`, by one pass over the bytes: whatever the bytes are, this takes time in proportion to them and no
 * stack. What stands inside texts does not count.
 */
function writtenNames(limit: number, bytes: Uint8Array): number | undefined {
  let depth = 0;
  let names = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > limit) return undefined;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    else if (byte === COLON) names += 1;
  }
  return names;
}

/** How many members the objects of a value have that was read: of a doubled name only the last is left. */
function keptNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + keptNames(each), 0);
  const members = Object.values(value);
  return members.reduce<number>((sum, each) => sum + keptNames(each), members.length);
}

/**
 * Reads JSON in UTF-8 (RFC 8259), with or without a byte order mark, up to `MAX_JSON_DEPTH`. An object that
 * has a name twice is refused: readers disagree which of the two values counts (RFC 8259), so a check
 * elsewhere may have seen the other.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  const names = writtenNames(MAX_JSON_DEPTH, bytes);
  if (names === undefined) return { fault: 'too-deep' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'not-utf8' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'not-json' };
  }
  return keptNames(value) === names ? { value } : { fault: 'doubled-name' };
}
