import { readFile } from 'node:fs/promises';
import { splitHl7 } from './split-hl7.js';

/** What one file holds, ready to be sent. */
export type Input =
  /** HL7 v2 messages as text in which every character is one byte of the file. */
  | { readonly kind: 'hl7'; readonly messages: readonly string[] }
  | { readonly kind: 'fhir'; readonly bundles: readonly unknown[] }
  | { readonly kind: 'cloudevents'; readonly events: readonly unknown[]; readonly isBatch: boolean }
  | { readonly kind: 'unknown'; readonly why: string };

export async function readInput(file: string): Promise<Input> {
  return recognise(await readFile(file));
}

/** Tells by the content what it is: names of files say little. */
export function recognise(bytes: Buffer): Input {
  const content = withoutByteOrderMark(bytes);
  const text = content.toString('latin1');
  if (/^\s*[[{]/.test(text)) return recogniseJson(content.toString('utf8'));
  const messages = splitHl7(text);
  if (messages.length > 0) return { kind: 'hl7', messages };
  return { kind: 'unknown', why: 'is neither HL7 v2 (no line begins with MSH) nor JSON' };
}

function withoutByteOrderMark(bytes: Buffer): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return Buffer.from(bytes.subarray(2).toString('utf16le'), 'utf8');
  return bytes;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFhir = (value: unknown) => isObject(value) && typeof value['resourceType'] === 'string';
const isCloudEvent = (value: unknown) => isObject(value) && 'specversion' in value;

function recogniseJson(text: string): Input {
  const json = parseJson(text);
  if (json === undefined)
    return { kind: 'unknown', why: 'looks like JSON but cannot be read as JSON' };
  const all = Array.isArray(json) ? json : [json];
  if (all.length === 0) return { kind: 'unknown', why: 'is an empty list' };
  if (all.every(isFhir)) return { kind: 'fhir', bundles: all };
  if (all.some(isCloudEvent))
    return { kind: 'cloudevents', events: all, isBatch: Array.isArray(json) };
  return { kind: 'unknown', why: 'is JSON, but no FHIR bundle and no CloudEvent' };
}

/** One JSON value, or one on each line; undefined when it is neither. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      return lines.length > 1 ? lines.map((line) => JSON.parse(line) as unknown) : undefined;
    } catch {
      return undefined;
    }
  }
}
