import type { Tx } from '@handrail/messaging';
import { keyIdOf } from '../encryption/sealed.js';
import type { Vault } from '../encryption/vault.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import { headersPlace, rawPlace } from '../message/message.store.js';

/** Messages that were sealed for somebody else are sealed for the person they are about. */
export async function resealMessages(
  tx: Tx,
  vault: Vault,
  messages: ReadonlyArray<{
    readonly id: string;
    readonly sealed_raw: Buffer;
    readonly inbound: Inbound;
  }>,
  personId: string,
): Promise<void> {
  const owned = await tx.query<{ id: string }>('SELECT id FROM data_key WHERE person_id = $1', [
    personId,
  ]);
  const own = new Set(owned.map(({ id }) => id));
  const ring = await vault.ringFor(tx, [personId]);
  for (const { id, sealed_raw, inbound } of messages) {
    if (own.has(keyIdOf(sealed_raw))) continue;
    const headers = inbound.headers && JSON.stringify(inbound.headers);
    await tx.query('UPDATE message SET sealed_raw = $2, sealed_headers = $3 WHERE id = $1', [
      id,
      ring.sealFor(personId, rawPlace(id), inbound.raw),
      headers ? ring.sealFor(personId, headersPlace(id), headers) : null,
    ]);
  }
}
