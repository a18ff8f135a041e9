import type { Tx } from '@handrail/messaging';
import type { Vault } from '../encryption/vault.js';
import type { ConsentRecord } from '../inbound/domain/inbound.js';

/** A consent with the person whose it is. */
export interface OwnedConsent extends ConsentRecord {
  readonly personId: string;
}

// An older report of a consent never overwrites a newer one.
const SAVE = `
  INSERT INTO consent (id, person_id, kind, status, sealed_document, reported_at, terms)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE SET kind = EXCLUDED.kind, status = EXCLUDED.status,
    sealed_document = EXCLUDED.sealed_document, reported_at = EXCLUDED.reported_at,
    terms = EXCLUDED.terms, version = consent.version + 1
    WHERE consent.reported_at <= EXCLUDED.reported_at`;

/** Keeps a consent: its words sealed under the person's key, its terms, which are codes, as they are. */
export async function saveConsent(tx: Tx, vault: Vault, consent: OwnedConsent): Promise<void> {
  const { consentId, personId, consentKind, status, document, reportedAt, terms } = consent;
  const ring = await vault.ringFor(tx, [personId]);
  const sealed = ring.sealFor(personId, placeOf(consentId), JSON.stringify(document));
  await tx.query(SAVE, [
    ...[consentId, personId, consentKind, status, sealed, reportedAt],
    JSON.stringify(terms),
  ]);
}

const REVOKED = `
  SELECT id, terms->>'revokedAt' AS "revokedAt" FROM consent
  WHERE id = ANY($1::uuid[]) AND acts->-1->>'kind' = 'revoke' AND terms->>'revokedAt' IS NOT NULL`;

/** When people here recorded that consents were taken back, by their ids; what was restored is not among them. */
export async function revokedByHand(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; revokedAt: string }>(REVOKED, [ids]);
  return new Map(rows.map(({ id, revokedAt }) => [id, revokedAt]));
}

/** Where the words of a consent are sealed to. */
const placeOf = (consentId: string): string => `consent:${consentId}`;
