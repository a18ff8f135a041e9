import { holdsEntities, plainText } from '../inbound/plain-text.js';
import type { Delimiters } from './hl7-escapes.js';
import { Hl7Segment } from './hl7-message.js';

/** Fields of PID that hold names and addresses as people write them. */
export const WRITTEN_FIELDS = [5, 9, 11] as const;

/** The segment with entities of HTML in those fields read; their `&` would cut a name at a subcomponent. */
export function withPlainFields(pid: Hl7Segment): Hl7Segment {
  const { name, fields, delimiters } = pid;
  if (!WRITTEN_FIELDS.some((field) => holdsEntities(pid.raw(field)))) return pid;
  const escaped = escaping(delimiters);
  const read = fields.map((text, at) =>
    WRITTEN_FIELDS.some((field) => field === at) ? plainText(text, escaped) : text,
  );
  return new Hl7Segment(name, read, delimiters);
}

/** A character an entity stands for is text, also where it looks like a delimiter. */
const escaping = ({ field, component, repetition, escape, subcomponent }: Delimiters) => {
  const sequences = new Map([
    [field, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [subcomponent, 'T'],
    [escape, 'E'],
  ]);
  return (character: string): string => {
    const sequence = sequences.get(character);
    if (sequence === undefined) return character;
    return escape ? `${escape}${sequence}${escape}` : ' ';
  };
};
