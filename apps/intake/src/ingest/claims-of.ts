import type { Inbound } from '../inbound/domain/inbound.js';
import type { Claim } from '../message/message.store.js';

/** Facts that count once have a claim of their own beside that of their message. */
export function claimsOf(inbounds: readonly Inbound[]): Claim[] {
  const claims = new Map<string, Claim>();
  for (const { claim: own, id: messageId, content } of inbounds) {
    if (own && !claims.has(own.key)) claims.set(own.key, { ...own, messageId });
    if (content.kind !== 'statements') continue;
    for (const statement of content.statements) {
      const key = statement.kind === 'person-fact' ? statement.onceKey : undefined;
      if (key && !claims.has(key)) claims.set(key, { key, messageId, contentHash: '' });
    }
  }
  return [...claims.values()];
}
