import type {
  FieldProblem,
  MessageAnswer,
  MessageDetailAnswer,
  MessageDisposition,
} from '@handrail/contracts';
import { fieldPath } from '@handrail/domain';
import { amount, array, object, string, strings } from '../../services/domain/json.js';

/** A field at fault, with its path in words: `PID-3 (patient identifier)`. */
export interface MessageProblem extends FieldProblem {
  readonly where: string;
}

/** A message intake received, and what became of it. */
export interface Message extends Omit<MessageAnswer, 'disposition' | 'problems'> {
  /** One of `DISPOSITIONS`, or what an intake of another release calls it. */
  readonly disposition: MessageDisposition | (string & {});
  readonly problems: readonly MessageProblem[];
}

export interface MessageDetail
  extends Message, Pick<MessageDetailAnswer, 'attempts' | 'parkedAt' | 'note' | 'readings'> {}

/** Reads one message of intake's list; null when it is not one. */
export function readMessage(value: unknown): Message | null {
  const message = object(value);
  const [id, receivedAt] = [string(message['id']), string(message['receivedAt'])];
  if (!id || !receivedAt) return null;
  return {
    ...{ id, receivedAt },
    source: string(message['source']) ?? 'unknown',
    protocol: string(message['protocol']) ?? 'unknown',
    type: string(message['type']) ?? 'unknown',
    controlId: string(message['controlId']),
    disposition: string(message['disposition']) ?? 'unknown',
    reason: string(message['reason']) ?? 'unknown',
    personId: string(message['personId']),
    produced: strings(message['produced']),
    problems: array(message['problems']).flatMap((each) => readProblem(each) ?? []),
  };
}

export function readMessageDetail(value: unknown): MessageDetail | null {
  const message = readMessage(value);
  const more = object(value);
  return (
    message && {
      ...message,
      attempts: amount(more['attempts']) ?? 0,
      parkedAt: string(more['parkedAt']),
      note: string(more['note']),
      readings: array(more['readings']).flatMap((each) => {
        const reading = object(each);
        const at = string(reading['at']);
        return at ? [{ at, by: string(reading['by']), purpose: string(reading['purpose']) }] : [];
      }),
    }
  );
}

function readProblem(value: unknown): MessageProblem | null {
  const problem = object(value);
  const [path, reason] = [string(problem['path']), string(problem['reason'])];
  if (!path && !reason) return null;
  return {
    path: path ?? '/',
    where: fieldPath(path ?? '/'),
    reason: reason ?? 'is at fault',
    accepted: string(problem['accepted']) ?? '',
  };
}
