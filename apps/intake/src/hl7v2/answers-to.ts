import { fieldPath } from '@handrail/domain';
import type { ContentProblem, Receipt } from '../inbound/domain/inbound.js';
import { MESSAGE_LIMITS } from '../inbound/message-limits.js';
import {
  acknowledge,
  mshOf,
  type AckError,
  type AckHeader,
  type AnswerCode,
} from './acknowledge.js';
import type { ReceivedHl7 } from './receive-hl7.js';

/**
 * The acknowledgements of one frame or body: a sender waits for one answer to what it sent, however many
 * messages that holds. It is for the first message (MSA-2, MSH-15, MSH-16), and says of all whether they
 * are stored; ERR names each that is not by its place. Sending the same again is safe: what is stored is
 * recognised, and only the rest is refused again.
 */
export function answersTo(
  messages: readonly ReceivedHl7[],
  receipts: readonly Receipt[],
  at: string,
): string[] {
  const [first] = messages;
  const [receipt] = receipts;
  if (!first || !receipt) return [];
  const asked = askedBy(first.header);
  const verdict = verdictOnAll(receipts);
  const errors = verdict === 'stored' ? [] : errorsOf(receipts);
  return answersDue(verdict, asked, first.answersAsAsked).map((code) =>
    acknowledge(first.header, code, { at, id: receipt.messageId }, errors),
  );
}

/** Which acknowledgements a message asks for; without a header, none in particular. */
export function askedBy(header: AckHeader | null): AskedAcknowledgements {
  const msh = header && mshOf(header);
  return { accept: msh?.text(15) ?? '', application: msh?.text(16) ?? '' };
}

/** Not understood only when nothing was: where part is stored, the rest of it is what is refused. */
function verdictOnAll(receipts: readonly Receipt[]): MessageEnd {
  const verdicts = new Set(receipts.map(verdictOn));
  const [only] = verdicts;
  return verdicts.size === 1 ? only! : 'refused';
}

function verdictOn({ status, reason }: Receipt): MessageEnd {
  if (status !== 'rejected') return 'stored';
  return reason === 'not-understood' ? 'not-understood' : 'refused';
}

function errorsOf(receipts: readonly Receipt[]): AckError[] {
  const errors = receipts.flatMap((receipt, at) => {
    if (verdictOn(receipt) === 'stored') return [];
    const place = receipts.length > 1 ? `message ${at + 1} of ${receipts.length}: ` : '';
    return receipt.problems.map((problem) => toAckError(problem, place));
  });
  const rest = errors.length - MESSAGE_LIMITS.problems;
  if (rest <= 0) return errors;
  const more: AckError = { location: 'MSH^1', code: '207', text: `${rest} errors more` };
  return [...errors.slice(0, MESSAGE_LIMITS.problems), more];
}

const toAckError = ({ path, reason, accepted }: ContentProblem, place: string): AckError => ({
  location: path,
  code: path.startsWith('MSH') && path.endsWith('^1') ? '100' : '101',
  text: `${place}${fieldPath(path)} ${reason}; accepted is ${accepted}`,
});

/** What became of a message, as its sender is to be told. */
export type MessageEnd = 'stored' | 'refused' | 'not-understood';

const APPLICATION = { stored: 'AA', refused: 'AE', 'not-understood': 'AR' } as const;
const ACCEPT = { stored: 'CA', refused: 'CE', 'not-understood': 'CR' } as const;

/** What MSH-15 and MSH-16 ask for (HL7 table 0155). */
export interface AskedAcknowledgements {
  readonly accept: string;
  readonly application: string;
}

/**
 * Which acknowledgements a message gets, in order (HL7 v2 chapter 2, 2.9.2 and 2.9.3). Without MSH-15
 * and MSH-16 it is the one of original mode. Otherwise each of the two kinds by its own condition: AL
 * always, NE never, ER only when refused, SU only when stored. Message and effect are stored in one
 * transaction, so that both are known when the first is due.
 *
 * A sender that wants neither kind at all gets the accept acknowledgement nevertheless unless its
 * profile says `acknowledge: as-asked`: engines write NE into templates and still wait for an answer,
 * and a feed that waits for ever delivers nothing more.
 */
export function answersDue(
  verdict: MessageEnd,
  { accept, application }: AskedAcknowledgements,
  asAsked = false,
): AnswerCode[] {
  const [first, second] = [accept, application].map((word) => word.trim().toUpperCase());
  if (!first && !second) return [APPLICATION[verdict]];
  const due: AnswerCode[] = [
    ...(isDue(first!, verdict) ? [ACCEPT[verdict]] : []),
    ...(isDue(second!, verdict) ? [APPLICATION[verdict]] : []),
  ];
  const wantsNone = isNever(first!) && isNever(second!);
  return wantsNone && !asAsked ? [ACCEPT[verdict]] : due;
}

const isNever = (word: string) => word === 'NE' || word === '';

function isDue(word: string, verdict: MessageEnd): boolean {
  switch (word) {
    case '':
    case 'NE':
      return false;
    case 'ER':
      return verdict !== 'stored';
    case 'SU':
      return verdict === 'stored';
    default:
      // AL, and whatever nobody knows: too much is better than a sender that waits.
      return true;
  }
}
