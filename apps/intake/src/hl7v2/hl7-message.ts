import { unescapeHl7, type Delimiters } from './hl7-escapes.js';

/** Says of a field that it has no value any more; an empty one says nothing. */
const NULL = '""';

export class Hl7Segment {
  constructor(
    readonly name: string,
    readonly fields: readonly string[],
    readonly delimiters: Delimiters,
  ) {}

  /** Of its fields, with the name as the first. */
  get size(): number {
    return this.fields.length;
  }

  /** The raw text of a field (1-based as in the standard), with all repetitions and escapes. */
  raw(field: number): string {
    return this.fields[field] ?? '';
  }

  /** The whole segment as text; `blank` leaves one field out. */
  canonical(blank?: number): string {
    return this.fields
      .map((text, at) => (at === blank ? '' : text))
      .join(this.delimiters.field)
      .trimEnd();
  }

  /** Repetitions of a field; empty ones are left out. */
  repetitions(field: number): Hl7Field[] {
    const raw = this.raw(field);
    const parts = this.delimiters.repetition ? raw.split(this.delimiters.repetition) : [raw];
    return parts
      .filter((part) => part !== '' && part !== NULL)
      .map((part) => new Hl7Field(part, this.delimiters));
  }

  /** Whether the field says that what was known is so no more: the null, and nothing beside it. */
  isCleared(field: number): boolean {
    return this.raw(field).trim() === NULL;
  }

  field(field: number): Hl7Field {
    return this.repetitions(field)[0] ?? new Hl7Field('', this.delimiters);
  }

  /** First component of the first repetition; empty text when absent. */
  text(field: number): string {
    return this.field(field).component(1);
  }
}

export class Hl7Field {
  readonly #raw: string;
  readonly #delimiters: Delimiters;

  constructor(raw: string, delimiters: Delimiters) {
    this.#raw = raw;
    this.#delimiters = delimiters;
  }

  /** A component (1-based) as text; its first subcomponent when it has several. */
  component(at: number): string {
    return this.subcomponent(at, 1);
  }

  subcomponent(component: number, at: number): string {
    const part = this.#component(component);
    const { subcomponent } = this.#delimiters;
    const parts = subcomponent ? part.split(subcomponent) : [part];
    const text = unescapeHl7(parts[at - 1] ?? '', this.#delimiters).trim();
    // The null of a whole field clears it; inside a component it is no text.
    return text === NULL ? '' : text;
  }

  #component(at: number): string {
    return this.#raw.split(this.#delimiters.component)[at - 1] ?? '';
  }
}

/**
 * HL7 v2 as it really arrives: segments ended by CR, LF or both, byte order marks, missing fields,
 * 3 to 5 encoding characters, escapes that lead nowhere. Reading never throws once there is an MSH.
 * Own code rather than a library's parser, because those insist on what hospitals leave out.
 */
export class Hl7Message {
  constructor(
    readonly segments: readonly Hl7Segment[],
    readonly delimiters: Delimiters,
  ) {}

  get header(): Hl7Segment {
    return this.segments[0]!;
  }

  /** The first segment of that name, or an empty one: a missing segment is a missing field. */
  segment(name: string): Hl7Segment {
    const found = this.segments.find((segment) => segment.name === name);
    return found ?? new Hl7Segment(name, [], this.delimiters);
  }

  all(name: string): Hl7Segment[] {
    return this.segments.filter((segment) => segment.name === name);
  }
}

/** Splits a payload into the texts of its messages; batch envelopes (FHS, BHS) are left aside. */
export function splitMessages(payload: string): string[] {
  const messages: string[][] = [];
  for (const line of segmentLines(payload)) {
    if (/^MSH[^A-Za-z0-9]/.test(line)) messages.push([line]);
    else if (!/^(FHS|BHS|FTS|BTS)\b/.test(line)) messages.at(-1)?.push(line);
  }
  return messages.map((lines) => lines.join('\r'));
}

const segmentLines = (text: string): string[] =>
  endedLines(text.replace(/^\uFEFF/, ''))
    // `trimStart` takes the vertical tab of MLLP and byte order marks as blanks.
    .map((line) => line.trimStart())
    .filter((line) => line !== '');

/** How a segment begins: three characters of a name and a separator, or nothing behind them. */
const SEGMENT_START = /^\s*[A-Za-z][A-Za-z0-9]{2}(?:[^A-Za-z0-9\s]|$)/;

/**
 * The lines between segment ends. Where segments end with CR, a lone LF is text that somebody typed into an
 * address: what follows it goes on in the same segment, unless it begins like one of its own.
 */
function endedLines(text: string): string[] {
  if (!text.includes('\r')) return text.split('\n');
  const lines: string[] = [];
  for (const ended of text.replaceAll('\r\n', '\r').split('\r'))
    for (const [at, part] of ended.split('\n').entries())
      if (at === 0 || SEGMENT_START.test(part)) lines.push(part);
      else lines.push(`${lines.pop()!} ${part}`.trimEnd());
  return lines;
}

/** Reads one message; null when it does not begin with a usable MSH. */
export function readMessage(text: string): Hl7Message | null {
  const lines = segmentLines(text);
  const delimiters = delimitersOf(lines[0] ?? '');
  if (!delimiters) return null;
  return new Hl7Message(
    lines.map((line) => readSegment(line, delimiters)),
    delimiters,
  );
}

function delimitersOf(msh: string): Delimiters | null {
  if (!/^MSH[^A-Za-z0-9\s]/.test(msh)) return null;
  const field = msh[3]!;
  const encoding = msh.slice(4).split(field, 1)[0] ?? '';
  if (encoding.includes('\u0000') || new Set(field + encoding).size !== encoding.length + 1)
    return null;
  return {
    field,
    component: encoding[0] ?? '^',
    repetition: encoding[1] ?? '~',
    escape: encoding[2] ?? '\\',
    subcomponent: encoding[3] ?? '&',
    ...(encoding[4] ? { truncation: encoding[4] } : {}),
  };
}

function readSegment(line: string, delimiters: Delimiters): Hl7Segment {
  const fields = line.split(delimiters.field);
  const name = fields[0]!.replaceAll('\u0000', '').trim().toUpperCase();
  // MSH-1 is the separator itself, so that MSH-2 is the first text after it.
  return new Hl7Segment(
    name,
    name === 'MSH' ? [name, delimiters.field, ...fields.slice(1)] : fields,
    delimiters,
  );
}
