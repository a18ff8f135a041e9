import { randomUUID } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { toStorable } from '@handrail/domain';
import type { Queryable } from '@handrail/messaging';
import { appendAudit } from '@handrail/platform';
import type { Speaker } from '../hl7v2/speaker.js';
import type { Sender } from '../profile/source-profiles.js';
import { certificateNames } from './certificate-names.js';
import { maySpeakAs, speaksOf, type SenderRule, type Speaks } from '../senders/senders.js';

/** Rows of the audit that one connection can cause: the counter goes on. */
const MOST_KEPT = 20;
const LONGEST = 200;

/**
 * Who is at the other end of a connection, by the certificate they showed. That they call themselves somebody
 * else is kept in the audit, once for each name they use.
 */
export class CertifiedSender implements Speaker {
  readonly #names: readonly string[];
  readonly #speaks: readonly Speaks[];
  /** Its names that are in the table. */
  readonly listed: readonly string[];
  /** When the certificate it showed runs out. */
  readonly expiresAt: string | undefined;
  readonly #db: Queryable;
  readonly #onIncident: () => void;
  readonly #kept = new Set<string>();

  constructor(
    socket: TLSSocket,
    table: readonly SenderRule[],
    around: { readonly db: Queryable; readonly onIncident: () => void },
  ) {
    const certificate = socket.getPeerX509Certificate();
    this.#names = certificateNames(certificate?.subjectAltName);
    this.expiresAt = certificate && new Date(certificate.validTo).toISOString();
    this.listed = this.#names.filter((name) => table.some((line) => line.certificate === name));
    this.#speaks = speaksOf(table, this.#names);
    this.#db = around.db;
    this.#onIncident = around.onIncident;
  }

  maySpeakAs(sender: Pick<Sender, 'application' | 'facility'>): boolean {
    return maySpeakAs(this.#speaks, sender);
  }

  async keepForeign(source: string): Promise<void> {
    this.#onIncident();
    const object = toStorable(source.slice(0, LONGEST));
    if (this.#kept.has(object) || this.#kept.size >= MOST_KEPT) return;
    this.#kept.add(object);
    await appendAudit(this.#db, {
      actor: `certificate/${(this.#names[0] ?? 'nameless').slice(0, LONGEST)}`,
      ...{ client: 'mllp', organisation: null, act: 'MLLP message', object },
      ...{ subjects: [], purpose: null, outcome: 'speaks-as-another', requestId: randomUUID() },
    });
  }
}
