import { consentChangedV2 } from '@handrail/contracts';
import type { UnitOfWork } from '@handrail/messaging';
import { consentEvent } from '../consent/consent.publish.js';
import type { ConsentRow } from '../consent/consents.reader.js';
import { statusAt } from '../inbound/domain/consent-period.js';
import { factTakenBack } from '../stay/stay.publish.js';
import type { Republishing } from './republish-facts.js';

const MOVE = `
  UPDATE consent SET person_id = $2 WHERE person_id = $1 AND id = ANY($3::uuid[])
  RETURNING id, kind, terms, reported_at, acts`;

const NOTE_ACTS = 'UPDATE consent SET acts = $2 WHERE id = $1';

type Moved = Pick<ConsentRow, 'id' | 'kind' | 'terms' | 'reported_at' | 'acts'>;

/**
 * Gives consents to the person whose they are. What a message said of one is told anew with its message; what
 * people did about it here has none, so it is taken back of the one and told of the other as it stands now.
 */
export async function moveConsents(
  unit: UnitOfWork,
  ids: readonly string[],
  there: Republishing,
): Promise<void> {
  const moved = await unit.tx.query<Moved>(MOVE, [there.from, there.to, [...new Set(ids)]]);
  for (const row of moved) if (row.acts.length > 0) await republishActs(unit, row, there);
}

async function republishActs(
  unit: UnitOfWork,
  { id, kind: consentKind, terms, reported_at, acts }: Moved,
  { from, to, causedBy, reason }: Republishing,
): Promise<void> {
  const cause = causedBy(id);
  const takenBack = acts
    .flatMap(({ eventId }) => eventId ?? [])
    .map((eventId) => factTakenBack(from, { eventId, type: consentChangedV2.type }, reason));
  await unit.publish(cause, takenBack);
  if (!terms) return;
  const reportedAt = reported_at.toISOString();
  const status = statusAt(terms, cause.recordedTime);
  const consent = { consentId: id, consentKind, status, reportedAt, terms, document: {} };
  const [eventId] = await unit.publish(cause, [consentEvent(to, consent)]);
  const earlier = acts.slice(0, -1).map(({ eventId: _, ...act }) => act);
  await unit.tx.query(NOTE_ACTS, [id, JSON.stringify([...earlier, { ...acts.at(-1), eventId }])]);
}
