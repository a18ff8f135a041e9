import type { ContentProblem } from '../inbound/domain/inbound.js';
import type { Hl7Message } from './hl7-message.js';

/** What one payload of HL7 may hold. What is over a limit is refused with it; the bytes are kept. */
export const HL7_LIMITS = {
  /** A frame or body; attachments of some hundred kB are in use, 1 MiB is what engines send at most. */
  bytes: 1024 * 1024,
  /** Messages of a frame, a body or a batch: written two hundred at a time, one answer for all. */
  messages: 1_000,
  /** Segments of a message: reports of ten thousands of lines are in use, and kept unread. */
  segments: 50_000,
  /** Fields of a segment that is read; the longest of the standard has 52. */
  fields: 500,
  /** Repetitions of a field that is read; two thousand numbers of one person have been seen. */
  repetitions: 5_000,
  /** Characters of a field that is read; the longest type of the standard has as many. */
  fieldCharacters: 65_536,
  /** Pairs of a merge or a move, each two persons with all their numbers. */
  pairs: 100,
} as const;

/** The segments whose fields are read; all others are kept as they are. */
const READ = new Set(['MSH', 'EVN', 'PID', 'PV1', 'PV2', 'MRG', 'DG1', 'RF1', 'PR1']);

const problem = (path: string, reason: string, accepted: string): ContentProblem => ({
  path,
  reason,
  accepted,
});

export const tooManyMessages: ContentProblem = problem(
  'MSH^1^1',
  `begins more than ${HL7_LIMITS.messages} messages of one frame or body`,
  `at most ${HL7_LIMITS.messages} messages at a time`,
);

/** What of a message is over its limit, with its place; undefined when all of it can be read. */
export function overHl7Limit(message: Hl7Message): ContentProblem | undefined {
  const { segments, delimiters } = message;
  if (segments.length > HL7_LIMITS.segments)
    return problem(
      'MSH^1^1',
      `is followed by more than ${HL7_LIMITS.segments} segments`,
      `at most ${HL7_LIMITS.segments} segments of one message`,
    );
  const counts = new Map<string, number>();
  for (const segment of segments) {
    if (!READ.has(segment.name)) continue;
    const sequence = (counts.get(segment.name) ?? 0) + 1;
    counts.set(segment.name, sequence);
    const place = `${segment.name}^${sequence}`;
    if (segment.name === 'MRG' && sequence > HL7_LIMITS.pairs)
      return problem(
        `${place}^1`,
        `is behind ${HL7_LIMITS.pairs} others`,
        `at most ${HL7_LIMITS.pairs} of them in one message`,
      );
    if (segment.size > HL7_LIMITS.fields)
      return problem(
        `${place}^${HL7_LIMITS.fields}`,
        `is followed by more fields`,
        `at most ${HL7_LIMITS.fields} fields`,
      );
    const wide = wideField(segment.size, (field) => segment.raw(field), delimiters.repetition);
    if (wide) return problem(`${place}^${wide.field}`, wide.reason, wide.accepted);
  }
  return undefined;
}

function wideField(fields: number, raw: (field: number) => string, repetition: string) {
  for (let field = 1; field < fields; field += 1) {
    const text = raw(field);
    if (text.length > HL7_LIMITS.fieldCharacters)
      return {
        field,
        reason: `has more than ${HL7_LIMITS.fieldCharacters} characters`,
        accepted: `at most ${HL7_LIMITS.fieldCharacters} characters`,
      };
    if (repetition && text.split(repetition).length > HL7_LIMITS.repetitions)
      return {
        field,
        reason: `has more than ${HL7_LIMITS.repetitions} repetitions`,
        accepted: `at most ${HL7_LIMITS.repetitions} repetitions`,
      };
  }
  return undefined;
}
