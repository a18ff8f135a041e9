import type { Inbound, Receipt } from './domain/inbound.js';
import type { ClaimAnswer, Settled } from './message.store.js';

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
