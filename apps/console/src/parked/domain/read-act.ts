import { amount, object, string } from '../../services/domain/json.js';

/** What became of one parked event or message after an act, as its service says it. */
export type ActOutcome =
  /** It left the parking; `became` is its disposition now, such as `applied` or `ignored`. */
  | { readonly kind: 'settled'; readonly became: string }
  /** It was tried and is parked still; the reason is the cause of this try. */
  | { readonly kind: 'parked-again'; readonly reason: string }
  /** The service refused the act, so nothing changed. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody knows what became of it. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/**
 * Reads the answer to a retry or a discard. A success of HTTP is not yet a success of the act: only what
 * the service says of the event counts, and an answer that says nothing is no success.
 */
export function readAct(act: 'retry' | 'discard', status: number, body: unknown): ActOutcome {
  const answer = object(body);
  if (status >= 500 || status < 200)
    return { kind: 'unanswered', reason: detailOf(answer) ?? `the service answered ${status}` };
  if (status >= 300)
    return { kind: 'refused', reason: detailOf(answer) ?? `the service answered ${status}` };
  const disposition = string(answer['disposition']);
  if (disposition === 'parked')
    return { kind: 'parked-again', reason: string(answer['reason']) ?? 'parked' };
  if (disposition) return { kind: 'settled', became: disposition };
  return fromCounts(act, amount(answer['drained']), amount(answer['remaining']));
}

/** A service of an earlier release says only how many left the parking and how many are still there. */
function fromCounts(
  act: 'retry' | 'discard',
  drained: number | null,
  remaining: number | null,
): ActOutcome {
  if (drained === null || remaining === null)
    return { kind: 'unanswered', reason: 'the answer does not say what became of it' };
  if (act === 'discard') return { kind: 'settled', became: 'discarded' };
  return drained > 0
    ? { kind: 'settled', became: 'applied' }
    : { kind: 'parked-again', reason: 'parked' };
}

const detailOf = (answer: Readonly<Record<string, unknown>>): string | null =>
  string(answer['detail']) ?? string(answer['title']);

/** How many ended as what: `{applied: 2, ignored: 1}`. */
export function countByEnd(outcomes: readonly ActOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes)
    if (outcome.kind === 'settled') counts[outcome.became] = (counts[outcome.became] ?? 0) + 1;
  return counts;
}
