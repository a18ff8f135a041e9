import { Injectable } from '@nestjs/common';
import { CONSENT_ELEMENTS, type ConsentKind } from '@handrail/domain';
import { DataSource } from 'typeorm';
import { statusAt } from '../inbound/domain/consent-period.js';
import type { ConsentTerms } from '../inbound/domain/consent-terms.js';
import type { ConsentView } from './consents.dto.js';

/** Something somebody did with a consent. */
export interface ConsentAct {
  readonly kind: 'record' | 'revoke' | 'restore';
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  /** The event the others were told of it by; of those it was told them anew by, the latest. */
  readonly eventId?: string;
}

export interface ConsentRow {
  readonly id: string;
  readonly person_id: string;
  readonly kind: ConsentKind;
  readonly terms: ConsentTerms | null;
  readonly reported_at: Date;
  readonly acts: readonly ConsentAct[];
  readonly version: number;
}

const SELECT_CONSENT = `
  SELECT id, person_id, kind, terms, reported_at, acts, version FROM consent`;

/** Of a consent an earlier release kept nobody knows what it covers: it permits nothing. */
const UNKNOWN: ConsentTerms = {
  ...{ decision: 'permit', recipients: [], classes: [], purposes: [], facts: [], limits: [] },
  missing: CONSENT_ELEMENTS,
  ...{ startsAt: null, endsAt: null, revokedAt: null, exceptions: [] },
};

/** What persons let whom be told, without its words. */
@Injectable()
export class ConsentsReader {
  readonly #db: DataSource;

  constructor(db: DataSource) {
    this.#db = db;
  }

  async ofPerson(personId: string): Promise<ConsentView[]> {
    const rows = await this.#db.query<ConsentRow[]>(
      `${SELECT_CONSENT} WHERE person_id = $1 ORDER BY reported_at DESC, id`,
      [personId],
    );
    const now = new Date().toISOString();
    return rows.map((row) => toView(row, now));
  }

  async row(id: string): Promise<ConsentRow | undefined> {
    const [row] = await this.#db.query<ConsentRow[]>(`${SELECT_CONSENT} WHERE id = $1`, [id]);
    return row;
  }

  async byId(id: string): Promise<ConsentView | undefined> {
    const row = await this.row(id);
    return row && toView(row, new Date().toISOString());
  }
}

function toView(row: ConsentRow, now: string): ConsentView {
  const terms = row.terms ?? UNKNOWN;
  return {
    ...{ id: row.id, personId: row.person_id, kind: row.kind, decision: terms.decision },
    status: statusAt(terms, now),
    ...{ recipients: [...terms.recipients], classes: [...terms.classes] },
    ...{ purposes: [...terms.purposes], facts: [...terms.facts] },
    ...{ limits: [...terms.limits], missing: [...terms.missing] },
    exceptions: terms.exceptions.length,
    ...{ startsAt: terms.startsAt, endsAt: terms.endsAt, revokedAt: terms.revokedAt },
    reportedAt: row.reported_at.toISOString(),
    acts: row.acts.map(({ eventId: _, ...act }) => act),
    version: row.version,
  };
}
