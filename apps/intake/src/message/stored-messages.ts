import { Inject, Injectable } from '@nestjs/common';
import type { MessageDisposition } from '@handrail/contracts';
import type { Queryable } from '@handrail/messaging';
import { IDENTIFICATION, READERS } from '../intake.tokens.js';
import type { Identification } from '../person/identification.js';
import type { Inbound, Protocol } from '../inbound/domain/inbound.js';
import { withKeyedClaims } from './claims.js';
import { headersPlace, rawPlace } from './message.store.js';
import type { Readers } from '../reading/readers.js';

/** A stored message without its end. */
export interface StoredMessage {
  readonly id: string;
  readonly protocol: Protocol;
  readonly sealed_raw: Buffer;
  readonly sealed_headers: Buffer | null;
  readonly content_type: string;
  readonly claim_key: string | null;
  readonly received_at: Date;
  readonly disposition: MessageDisposition;
  readonly reason: string;
}

export const STORED_COLUMNS = `id, protocol, sealed_raw, sealed_headers, content_type, claim_key,
  received_at, disposition, reason`;

/** Reads stored messages as on the day they came. */
@Injectable()
export class StoredMessages {
  readonly #identification: Identification;
  readonly #readers: Readers;

  constructor(
    @Inject(IDENTIFICATION) identification: Identification,
    @Inject(READERS) readers: Readers,
  ) {
    this.#identification = identification;
    this.#readers = readers;
  }

  /** Each message as it was taken in; those that cannot be read any more are left out. */
  async read(db: Queryable, rows: readonly StoredMessage[]): Promise<Map<string, Inbound>> {
    const ring = await this.#identification.vault.ringOf(
      db,
      rows.flatMap(({ sealed_raw, sealed_headers }) => [
        sealed_raw,
        ...(sealed_headers ? [sealed_headers] : []),
      ]),
    );
    const read = new Map<string, Inbound>();
    for (const row of rows) {
      const raw = ring.open({ place: rawPlace(row.id), sealed: row.sealed_raw });
      if (!raw) continue;
      const headers =
        row.sealed_headers &&
        ring.json<Record<string, string>>({
          place: headersPlace(row.id),
          sealed: row.sealed_headers,
        });
      const { messages } = await this.#readers.read({
        protocol: row.protocol,
        payload: raw,
        receivedAt: row.received_at.toISOString(),
        contentType: row.content_type,
        isStored: true,
        ...(headers ? { headers } : {}),
      });
      const inbounds = messages.map(({ inbound }) =>
        withKeyedClaims(inbound, this.#identification.pseudonyms),
      );
      // The same message is found among those of its payload by its claim; one that was never read has
      // none, and is all of its payload.
      const same = row.claim_key
        ? inbounds.find(({ claim }) => claim?.key === row.claim_key)
        : inbounds.find(() => inbounds.length === 1);
      if (same) read.set(row.id, { ...same, id: row.id });
    }
    return read;
  }
}
