import type { Cause, UnitOfWork } from '@handrail/messaging';
import type { Identification } from '../person/identification.js';
import { republishFacts } from './republish-facts.js';
import { resealMessages } from './reseal-messages.js';
import { decideRemoval, decideReport, withPublished } from '../stay/domain/index.js';
import { toEvent } from '../stay/stay.publish.js';
import { loadVisits, loadVisitsUnder, saveVisits, unheardVisit } from '../stay/visit.store.js';
import { reportIdOf, reportOf, type VisitStatement } from '../apply/apply-visit.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import { awaken, type Produced } from '../message/message.store.js';
import { consentIdsOf, statementsOf } from '../inbound/domain/statements.js';
import { moveConsents } from './move-consents.js';

/** A message that has been stored, as it was read. */
export interface ReadMessage {
  readonly id: string;
  readonly person_id: string;
  readonly visit_key: string | null;
  readonly produced: readonly Produced[];
  readonly sealed_raw: Buffer;
  readonly inbound: Inbound;
}

/** A message with whom it was taken to be of, and whom it is of. */
export interface Rehomed {
  readonly message: ReadMessage;
  readonly from: string;
  readonly to: string;
}

const REASON = 'number-shared';

/**
 * Moves messages from one person to another who has the same number: what was told because of them is
 * taken back of the one and told of the other. Who of the two it is told to is locked by the caller.
 */
export async function rehomeMessages(
  unit: UnitOfWork,
  identification: Identification,
  rehomed: readonly Rehomed[],
  cause: Cause,
): Promise<void> {
  for (const each of rehomed) {
    for (const [at, statement] of statementsOf(each.message.inbound).entries())
      if (statement.kind === 'visit' && statement.report.kind !== 'moved')
        await rehomeReport(unit, identification, each, { statement, at }, cause);
    const { message, from, to } = each;
    const there = { from, to, causedBy: () => cause, reason: REASON };
    await republishFacts(unit, [message], there);
    await unit.tx.query('UPDATE message SET person_id = $1 WHERE id = $2', [to, message.id]);
    await moveConsents(unit, consentIdsOf(message.inbound), there);
    await resealMessages(unit.tx, identification.vault, [message], to);
  }
}

async function rehomeReport(
  unit: UnitOfWork,
  { pseudonyms }: Identification,
  { message, from, to }: Rehomed,
  { statement, at }: { readonly statement: VisitStatement; readonly at: number },
  cause: Cause,
): Promise<void> {
  const { tx } = unit;
  const reportId = reportIdOf(message.inbound, at);
  const key = message.visit_key;
  const old = key ? (await loadVisits(tx, [key])).get(key) : undefined;
  if (!old || old.personId !== from) return;
  const removal = decideRemoval(old.visit, reportId);
  const taken = await unit.publish(
    cause,
    removal.changes.map((change) => toEvent(from, change, REASON)),
  );
  const left = withPublished(removal.visit, removal.changes, taken);
  await saveVisits(tx, [{ ...old, visit: left }]);
  const under = [...(await loadVisitsUnder(tx, [old.numberKey])).values()];
  const own =
    under.find(({ personId }) => personId === to) ??
    unheardVisit(pseudonyms.visitOf(old.numberKey, to), old.numberKey, old.visit.facility);
  const decision = decideReport(own.visit, reportOf(statement, reportId, message.inbound));
  const published = await unit.publish(
    cause,
    decision.changes.map((change) => toEvent(to, change)),
  );
  const visit = withPublished(decision.visit, decision.changes, published);
  await saveVisits(tx, [{ ...own, personId: to, visit }]);
  await awaken(
    tx,
    decision.awakened.map((claimKey) => ({ claimKey, personId: to })),
  );
  await tx.query('UPDATE message SET visit_key = $2 WHERE id = $1', [message.id, visit.key]);
}
