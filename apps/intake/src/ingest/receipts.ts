import type { Inbound, Receipt } from '../inbound/domain/inbound.js';
import type { ClaimAnswer, Settled } from '../message/message.store.js';
import type { StatementOutcome } from '../apply/working-set.js';

/** What the sender of a message is told of its end. */
export const toReceipt = ({ inbound, disposition, reason, problems }: Settled): Receipt => ({
  messageId: inbound.id,
  status: disposition === 'rejected' ? 'rejected' : 'accepted',
  disposition,
  reason,
  problems,
});

/** What the sender is told of a message that came before: the first one counts. */
export function repeatOf(inbound: Inbound, held: ClaimAnswer): Receipt {
  const same = held.contentHash === inbound.claim!.contentHash;
  return {
    messageId: held.messageId,
    status: same ? 'duplicate' : 'conflict',
    disposition: same ? 'ignored' : 'rejected',
    reason: same ? 'duplicate' : 'conflict',
    problems: [],
  };
}

/** A message is what the weightiest of its statements became. */
export function mainOf(outcomes: readonly StatementOutcome[]): StatementOutcome {
  const order = ['applied', 'parked', 'superseded', 'ignored'] as const;
  const weight = ({ disposition }: StatementOutcome) => order.indexOf(disposition);
  return [...outcomes].sort((a, b) => weight(a) - weight(b))[0]!;
}
