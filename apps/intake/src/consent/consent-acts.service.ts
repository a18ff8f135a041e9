import { Inject, Injectable } from '@nestjs/common';
import type { Messaging, UnitOfWork } from '@handrail/messaging';
import { conflict, MESSAGING, notFound, preconditionFailed } from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { readConsent } from '../cloudevents/read-consent.js';
import { statusAt } from '../inbound/domain/consent-period.js';
import type { ConsentTerms } from '../inbound/domain/consent-terms.js';
import type { ConsentRecord } from '../inbound/domain/inbound.js';
import { IDENTIFICATION } from '../intake.tokens.js';
import type { Identification } from '../person/identification.js';
import { consentEvent } from './consent.publish.js';
import { saveConsent } from './consent.store.js';
import type { ConsentActDto, RecordConsentDto } from './consents.dto.js';
import { ConsentsReader, type ConsentAct, type ConsentRow } from './consents.reader.js';

/** The source of what people record here. */
const SOURCE = 'handrail/intake';

const KNOWN = `
  SELECT EXISTS (SELECT FROM erased_person e WHERE e.person_id = p.id) AS erased
  FROM person p WHERE p.id = $1 AND p.merged_into IS NULL`;

const NOTE_ACT = `UPDATE consent SET acts = acts || $2::jsonb WHERE id = $1`;

const CHANGE = `
  UPDATE consent SET terms = $3, status = $4, reported_at = $5, version = version + 1
  WHERE id = $1 AND version = $2 AND person_id = $6 RETURNING id`;

/** Somebody acts on a consent as they have seen it. */
export interface ActOnConsent extends Pick<ConsentActDto, 'by' | 'reason'> {
  readonly id: string;
  readonly version: number;
}

/** What people do about consents, under the person's lane: others hear of it as of one that a source reports. */
@Injectable()
export class ConsentActs {
  readonly #messaging: Messaging;
  readonly #identification: Identification;
  readonly #reader: ConsentsReader;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(IDENTIFICATION) identification: Identification,
    reader: ConsentsReader,
  ) {
    this.#messaging = messaging;
    this.#identification = identification;
    this.#reader = reader;
  }

  /** Keeps a consent that was signed, and answers its id. Undone by revoking it. */
  async record(personId: string, body: RecordConsentDto): Promise<string> {
    const { by, reason, recipients, timeZone, ...stated } = body;
    const now = new Date().toISOString();
    const consent = readConsent(
      {
        ...{ ...stated, scope: 'all' },
        // Null says as much as leaving it out.
        recipients: (recipients ?? []).map((organisation) => ({ organisation })),
      },
      {
        ...{ source: SOURCE, eventId: randomUUID(), reportedAt: now },
        profile: { zone: timeZone ?? 'UTC', organisationOf: () => undefined },
      },
    );
    await this.#messaging.transact([personId], async (unit) => {
      await requireKnown(unit, personId);
      await saveConsent(unit.tx, this.#identification.vault, { ...consent, personId });
      const act = { kind: 'record', by, reason, at: now } as const;
      await publishAct(unit, personId, consent, act);
    });
    return consent.consentId;
  }

  /** The person has taken it back. Where that was recorded by mistake, `restore` undoes it. */
  revoke(act: ActOnConsent): Promise<void> {
    return this.#change('revoke', act, ({ terms }, now) => {
      if (terms?.revokedAt) throw conflict('revoked-already', 'The consent is revoked already.');
      return { ...requireTerms(terms), revokedAt: now };
    });
  }

  /** It was not revoked: somebody recorded that by mistake. */
  restore(act: ActOnConsent): Promise<void> {
    return this.#change('restore', act, ({ terms, acts }) => {
      if (acts.at(-1)?.kind !== 'revoke')
        throw conflict('not-revoked-by-hand', 'Only what was revoked by hand is restored by hand.');
      return { ...requireTerms(terms), revokedAt: null };
    });
  }

  async #change(
    kind: ConsentAct['kind'],
    { id, version, by, reason }: ActOnConsent,
    rule: (row: ConsentRow, now: string) => ConsentTerms,
  ): Promise<void> {
    const row = await this.#reader.row(id);
    if (!row) throw notFound('consent');
    const now = new Date().toISOString();
    const terms = rule(row, now);
    const status = statusAt(terms, now);
    await this.#messaging.transact([row.person_id], async (unit) => {
      const reportedAt = afterReport(row.reported_at, now);
      const values = [id, version, JSON.stringify(terms), status, reportedAt, row.person_id];
      await changeOrRefuse(unit, values);
      // Whatever was permitted may still be taken back: the others know the person by an id that leads to nobody.
      if (kind !== 'revoke' || terms.decision === 'deny') await requireKnown(unit, row.person_id);
      const consent = {
        ...{ consentId: id, consentKind: row.kind, status, reportedAt, terms },
        document: {},
      };
      await publishAct(unit, row.person_id, consent, { kind, by, reason, at: now });
    });
  }
}

async function requireKnown({ tx }: UnitOfWork, personId: string): Promise<void> {
  const [person] = await tx.query<{ erased: boolean }>(KNOWN, [personId]);
  if (!person) throw notFound('person');
  if (person.erased)
    throw conflict('person-erased', 'This person was erased: nothing is left of them.');
}

async function changeOrRefuse({ tx }: UnitOfWork, values: readonly unknown[]): Promise<void> {
  if ((await tx.query(CHANGE, values)).length === 0)
    throw preconditionFailed('Read the consents again: this one was changed meanwhile.');
}

function requireTerms(terms: ConsentTerms | null): ConsentTerms {
  if (terms) return terms;
  throw conflict('terms-unknown', 'What it covers is not known: record the consent anew.');
}

/** Of several reports the newest holds: what somebody does here is newer than the report they do it to. */
const afterReport = (reportedAt: Date, now: string): string =>
  new Date(Math.max(Date.parse(now), reportedAt.getTime() + 1)).toISOString();

/** Tells the others, and notes the act with the event that did. It is a cause of its own: no message is behind it. */
async function publishAct(
  unit: UnitOfWork,
  personId: string,
  consent: ConsentRecord,
  act: Omit<ConsentAct, 'eventId'>,
): Promise<void> {
  const { consentId } = consent;
  const cause = { id: randomUUID(), correlationId: consentId, recordedTime: act.at };
  const [eventId] = await unit.publish(cause, [consentEvent(personId, consent)]);
  await unit.tx.query(NOTE_ACT, [consentId, JSON.stringify({ ...act, eventId })]);
}
