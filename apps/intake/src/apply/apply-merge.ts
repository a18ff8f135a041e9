import { personsMerged } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import { outgoing, type Outgoing, type Tx } from '@handrail/messaging';
import type { Vault } from '../encryption/vault.js';
import { withDetails } from '../inbound/domain/named-person.js';
import { whoSurvives } from '../person/domain/survivor.js';
import { mergePersons, type Merge } from '../person/merge.store.js';
import { loadPersons, savePersons } from '../person/person.store.js';
import type { Statement } from '../inbound/domain/inbound.js';
import type { ResolvedStatement } from '../identity/resolution.js';
import type { StatementOutcome } from './working-set.js';
import type { Applying } from './apply-visit.js';

/** Of a merge that names somebody as their server calls them: nobody is known by that id alone yet. */
export const NO_SUCH_PERSON = 'no-such-person';

/** A source says that two persons are one. */
export async function applyMerge(
  statement: Extract<Statement, { kind: 'merge' }>,
  resolved: ResolvedStatement,
  { workingSet, inbound, at }: Applying,
): Promise<StatementOutcome> {
  const { personId } = resolved;
  if (!personId)
    return { disposition: 'parked', reason: NO_SUCH_PERSON, events: [], personId: null };
  const { vault } = workingSet.identification;
  await updateSurvivor(workingSet.tx, vault, personId, statement, inbound.receivedAt);
  if (!resolved.retiredId)
    return { disposition: 'applied', reason: 'identifiers-linked', events: [], personId };
  const { survivorId, events } = await merge(workingSet.tx, vault, {
    survivorId: personId,
    retiredId: resolved.retiredId,
    causeId: inbound.id,
    at: inbound.receivedAt,
    ordinal: at,
    kind: 'told',
  });
  const reason = events.length > 0 ? 'persons-merged' : 'identifiers-linked';
  return { disposition: 'applied', reason, events, personId: survivorId };
}

/** Written at once, not gathered: the merge that follows reads and moves rows itself. */
async function updateSurvivor(
  tx: Tx,
  vault: Vault,
  id: string,
  { survivor, reportedAt }: Extract<Statement, { kind: 'merge' }>,
  registeredAt: string,
): Promise<void> {
  const before = (await loadPersons(tx, vault, [id])).get(id);
  if (!before) return;
  const details = withDetails(before.details, survivor.details, reportedAt);
  await savePersons(tx, vault, [{ id, details, registeredAt }]);
}

/** Merges two persons of whom at least identifiers are known; the one others know of survives. */
export async function merge(
  tx: Tx,
  vault: Vault,
  wanted: {
    readonly survivorId: string;
    readonly retiredId: string;
    readonly causeId: string;
    readonly at: string;
    readonly ordinal: number;
    readonly kind: Merge['kind'];
  },
): Promise<{ readonly survivorId: string; readonly events: Outgoing[] }> {
  const known = await tx.query<{ id: string }>('SELECT id FROM person WHERE id = ANY($1::uuid[])', [
    [wanted.survivorId, wanted.retiredId],
  ]);
  const { survivorId, retiredId } = whoSurvives(wanted, (id) => known.some((row) => row.id === id));
  const { causeId, at, kind } = wanted;
  const id = deriveId(Date.parse(at), 'merge', causeId, String(wanted.ordinal));
  const both = await mergePersons(tx, vault, { id, survivorId, retiredId, causeId, at, kind });
  const events = both
    ? [survivorId, retiredId].map((personId) =>
        outgoing(personsMerged, { personId, survivorId, retiredId }),
      )
    : [];
  return { survivorId, events };
}
