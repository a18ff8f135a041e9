import type { Cause, UnitOfWork } from '@handrail/messaging';
import { CANCELLABLE, factEvent } from '../apply/apply-person-fact.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import type { Produced } from '../message/message.store.js';
import { factTakenBack } from '../stay/stay.publish.js';
import { personStatementsOf } from '../inbound/domain/statements.js';

/** Takes back what was told of one person and tells it of one, who may be the same. */
export interface Republishing {
  readonly from: string;
  readonly to: string;
  readonly causedBy: (messageId: string) => Cause;
  /** Why it is taken back, as the others are told. */
  readonly reason: string;
}

export interface RepublishedMessage {
  readonly id: string;
  readonly produced: readonly Produced[];
  readonly inbound: Inbound;
}

/** Facts that are no stays are told anew from the messages they came in. */
export async function republishFacts(
  unit: UnitOfWork,
  messages: readonly RepublishedMessage[],
  { from, to, causedBy, reason }: Republishing,
): Promise<void> {
  for (const { id, produced, inbound } of messages) {
    const facts = produced.filter(({ type }) => CANCELLABLE.has(type));
    if (facts.length === 0) continue;
    const retractions = facts.map((fact) => factTakenBack(from, fact, reason));
    await unit.publish(causedBy(id), retractions);
    // A message tells again only what it had told: a fact that counted once elsewhere does not count here.
    const names = new Set(facts.map(({ type }) => nameOf(type)));
    const events = personStatementsOf(inbound)
      .flatMap((each) => (each.kind === 'person-fact' ? [factEvent(to, each.fact)] : []))
      .filter(({ contract }) => names.has(nameOf(contract.type)));
    const ids = await unit.publish(causedBy(id), events);
    const republished = ids.map((eventId, at) => ({
      ...{ eventId, type: events[at]!.contract.type },
      ...stillOnce(facts[at], to),
    }));
    const rest = produced.filter((each) => !facts.includes(each));
    await unit.tx.query('UPDATE message SET produced = $2 WHERE id = $1', [
      id,
      JSON.stringify([...rest, ...republished]),
    ]);
  }
}

/** What a type is called in every version. */
const nameOf = (type: string): string => type.replace(/\.v\d+$/, '');

/** Facts are told again in their order, each under the claim it had. */
const stillOnce = (fact: Produced | undefined, personId: string) =>
  fact?.once ? { once: { ...fact.once, personId } } : {};
