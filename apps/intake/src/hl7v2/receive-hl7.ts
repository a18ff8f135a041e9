import type { ContentProblem, Inbound, Protocol } from '../inbound/domain/inbound.js';
import { digest, messageIdOf } from '../inbound/digests.js';
import { refusedAsTooLarge, withinLimits } from '../inbound/message-limits.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { ackHeaderOf, type AckHeader } from './acknowledge.js';
import { HL7_LIMITS, overHl7Limit, tooManyMessages } from './hl7-limits.js';
import { readMessage, splitMessages, type Hl7Message, type Hl7Segment } from './hl7-message.js';
import { decodeHl7 } from './hl7-text.js';
import { odditiesOf } from './oddities.js';
import { readAdt } from './read-adt.js';
import { readReferral } from './read-referral.js';

/** One HL7 message of a payload with what its acknowledgement repeats; plain data, so that it can travel. */
export interface ReceivedHl7 {
  readonly inbound: Inbound;
  readonly header: AckHeader | null;
  /** Its sender is taken at its word where it asks for no acknowledgement at all. */
  readonly answersAsAsked: boolean;
  /** Name of the profile it was read with; undefined where its sender could not be made out. */
  readonly profile?: string;
}

interface Arrival {
  readonly protocol: Protocol;
  readonly receivedAt: string;
  readonly profiles: SourceProfiles;
}

/** Reads a payload: usually one message, sometimes several, and for rubbish one that is refused. */
export const receiveHl7 = (payload: Buffer, arrival: Arrival): ReceivedHl7[] => [
  ...readHl7(payload, arrival),
];

/** The same one by one, so that whoever reads many can pause between them. */
export function* readHl7(payload: Buffer, arrival: Arrival): Generator<ReceivedHl7> {
  const texts = splitMessages(decodeHl7(payload));
  if (texts.length === 0) yield notUnderstood(payload, arrival, null, NO_MSH);
  else if (texts.length > HL7_LIMITS.messages)
    yield tooLarge(payload, arrival, readMessage(texts[0]!), tooManyMessages);
  else if (texts.length === 1) yield receiveMessage(texts[0]!, payload, arrival);
  else for (const text of texts) yield receiveMessage(text, Buffer.from(text), arrival);
}

const NO_MSH: ContentProblem = {
  path: 'MSH^1^1',
  reason: 'there is no usable MSH segment',
  accepted: 'a message that begins with MSH and its delimiters',
};

const NO_TYPE: ContentProblem = {
  path: 'MSH^1^9',
  reason: 'is missing',
  accepted: 'a message type such as ADT^A03',
};

function receiveMessage(text: string, raw: Buffer, arrival: Arrival): ReceivedHl7 {
  const message = readMessage(text);
  if (!message) return notUnderstood(raw, arrival, null, NO_MSH);
  const over = overHl7Limit(message);
  if (over) return tooLarge(raw, arrival, message, over);
  const type = typeOf(message);
  if (!type) return notUnderstood(raw, arrival, message, NO_TYPE);
  const profile = arrival.profiles.for(senderOf(message));
  const { receivedAt } = arrival;
  const content =
    type.code === 'REF'
      ? readReferral(message, type.trigger, profile, { source: sourceOf(message), receivedAt })
      : readAdt(message, type, profile, receivedAt);
  const key = claimKeyOf(message, type);
  const refused = content.kind === 'rejected';
  const inbound = withinLimits({
    ...envelope(message, raw, arrival),
    ...sequenceOf(message),
    id: messageIdOf(receivedAt, refused ? undefined : key),
    type: `${type.code}^${type.trigger}`,
    claim: refused ? null : { key, contentHash: key },
    content,
    warnings: odditiesOf(message, type.trigger, { profile, receivedAt }),
  });
  const { name, answersAsAsked } = profile;
  return { inbound, header: ackHeaderOf(message), answersAsAsked, profile: name };
}

/** MSH-13 where it is a number to count by; 0 and -1 are words of the sequence protocol. */
function sequenceOf(message: Hl7Message): { sequence?: number } {
  const counted = message.header.text(13);
  return /^[1-9]\d{0,14}$/.test(counted) ? { sequence: Number(counted) } : {};
}

const envelope = (message: Hl7Message | null, raw: Buffer, arrival: Arrival) => ({
  protocol: arrival.protocol,
  source: message ? sourceOf(message) : 'unknown',
  controlId: message?.header.text(10) || null,
  receivedAt: arrival.receivedAt,
  contentType: 'application/hl7-v2',
  raw,
});

function notUnderstood(
  raw: Buffer,
  arrival: Arrival,
  message: Hl7Message | null,
  problem: ContentProblem,
): ReceivedHl7 {
  const inbound: Inbound = {
    ...envelope(message, raw, arrival),
    id: messageIdOf(arrival.receivedAt, undefined),
    type: 'unknown',
    claim: null,
    content: { kind: 'rejected', reason: 'not-understood', problems: [problem] },
  };
  return {
    ...{ inbound, header: message && ackHeaderOf(message), answersAsAsked: false },
    ...(message ? { profile: arrival.profiles.for(senderOf(message)).name } : {}),
  };
}

/** Kept and refused with the limit it is over, before anything of it costs what its size would. */
function tooLarge(
  raw: Buffer,
  arrival: Arrival,
  message: Hl7Message | null,
  problem: ContentProblem,
): ReceivedHl7 {
  const { inbound, ...rest } = notUnderstood(raw, arrival, message, problem);
  return { inbound: refusedAsTooLarge(inbound, problem), ...rest };
}

/** MSH-9 counts; EVN-1 helps out only where MSH-9 says less. */
function typeOf(message: Hl7Message): { code: string; trigger: string } | null {
  const field = message.header.field(9);
  const evn = message.segment('EVN').text(1).toUpperCase();
  const name = field.component(1).toUpperCase() || (evn ? 'ADT' : '');
  // Some senders write the name of the message structure, or one word, where code and trigger belong.
  const [, code = name, inCode] = ONE_WORD.exec(name) ?? [];
  const [, , inStructure = ''] = ONE_WORD.exec(field.component(3).toUpperCase()) ?? [];
  const trigger =
    [
      field.component(2).toUpperCase(),
      inCode,
      evn,
      field.subcomponent(1, 2).toUpperCase(),
      OF_ONE_TRIGGER.has(inStructure) ? inStructure : '',
    ].find(Boolean) ?? '';
  // Which event of an admission it is, is all there is to such a message.
  return code && (trigger || code !== 'ADT') ? { code, trigger } : null;
}

/**
 * Structures that are of one trigger alone (HL7 table 0354, in every version): `ADT_A01` may as well be a
 * cancelled discharge, `ADT_A09` a cancelled admission.
 */
const OF_ONE_TRIGGER: ReadonlySet<string> = new Set(
  'A03 A12 A16 A17 A18 A20 A24 A37 A38 A45 A60'.split(' '),
);

/** Code and trigger written together, with whatever between them: `ADT_A03`, `ADT-A03`, `ADTA03`. */
const ONE_WORD = /^([A-Z]{3})[^A-Z0-9]?([A-Z]\d\d)$/;

const names = (msh: Hl7Segment, field: number) =>
  [1, 2].map((part) => msh.field(field).component(part)).filter(Boolean);

/** Who sent a message, as far as its MSH says. */
export const senderIn = (msh: Hl7Segment) => ({
  application: names(msh, 3),
  facility: names(msh, 4),
});

export const senderOf = ({ header }: Hl7Message) => senderIn(header);

/** The same as one text: what messages of a feed have in common. */
export const sourceIn = (msh: Hl7Segment): string =>
  [3, 4].map((field) => names(msh, field)[0] ?? '').join('|');

const sourceOf = ({ header }: Hl7Message) => sourceIn(header);

/**
 * The same message again: the same sender, trigger, subject, event time, control id and content.
 * Never the control id alone, which feeds use again and again, and not MSH-7, which a resend changes.
 */
function claimKeyOf(message: Hl7Message, type: { code: string; trigger: string }): string {
  const content = message.segments.map((segment, at) =>
    segment.canonical(at === 0 ? 7 : undefined),
  );
  return digest(
    'hl7v2',
    sourceOf(message),
    `${type.code}^${type.trigger}`,
    message.segment('PID').raw(3),
    message.segment('EVN').text(6) || message.segment('EVN').text(2),
    message.header.text(10),
    content.join('\n'),
  );
}
