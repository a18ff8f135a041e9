import type { Pseudonyms } from '../person/pseudonyms.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';

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
