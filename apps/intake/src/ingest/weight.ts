import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import { personsOf } from '../inbound/domain/statements.js';

/** So many bytes are as much work as a row. */
const BYTES_OF_ONE = 4_096;
/** Up to this together, what comes in one frame or body is light: a message or a few, as feeds send them. */
const LIGHT_WEIGHT = 50;

/** About as many rows as it takes to write a message. */
export const weightOf = ({ content, raw }: Inbound): number =>
  1 +
  Math.floor(raw.length / BYTES_OF_ONE) +
  (content.kind === 'statements'
    ? content.statements.reduce((sum, each) => sum + 1 + numbersIn(each), 0)
    : 0);

const numbersIn = (statement: Statement): number =>
  personsOf(statement).reduce((sum, { identifiers }) => sum + identifiers.length, 0);

/** Whether all of it together is no more than a feed sends at a time. */
export function isLight(inbounds: readonly Inbound[]): boolean {
  let weight = 0;
  return inbounds.every((inbound) => (weight += weightOf(inbound)) <= LIGHT_WEIGHT);
}
