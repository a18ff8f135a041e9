import type { Pseudonyms } from '../person/pseudonyms.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import type { Claim } from './message.store.js';

/**
 * What makes a message the same is a digest over numbers that are few enough to try, such as a visit's:
 * it is kept under the key of the pseudonyms, like every other look-up key.
 */
export function withKeyedClaims(inbound: Inbound, pseudonyms: Pseudonyms): Inbound {
  const { claim, content } = inbound;
  return {
    ...inbound,
    claim: claim && {
      key: pseudonyms.claim(claim.key),
      contentHash: pseudonyms.claim(claim.contentHash),
    },
    content:
      content.kind === 'statements'
        ? { ...content, statements: content.statements.map((each) => keyed(each, pseudonyms)) }
        : content,
  };
}

function keyed(statement: Statement, pseudonyms: Pseudonyms): Statement {
  if (statement.kind === 'cancellation')
    return { ...statement, targetKey: pseudonyms.claim(statement.targetKey) };
  if (statement.kind === 'person-fact' && statement.onceKey !== undefined)
    return { ...statement, onceKey: pseudonyms.claim(statement.onceKey) };
  return statement;
}

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
