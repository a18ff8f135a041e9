import type { Outgoing, Tx } from '@handrail/messaging';
import { saveRecords, stillHolds } from '../matching/match.store.js';
import type { Matchable } from '../matching/matchable.js';
import { recordLink } from '../person/merge.store.js';
import {
  keysOf,
  withDetails,
  type Details,
  type KeptDetails,
} from '../inbound/domain/named-person.js';
import type { Identification } from '../person/identification.js';
import {
  attach,
  loadPersons,
  openReviews,
  takeGuesses,
  savePersons,
  type AttachedIdentifier,
  type IdentityReview,
} from '../person/person.store.js';
import {
  dropVisits,
  loadVisits,
  loadVisitsUnder,
  saveVisits,
  unheardVisit,
  type OwnedVisit,
} from '../stay/visit.store.js';
import { revokedByHand, saveConsent, type OwnedConsent } from '../consent/consent.store.js';
import type { Resolution } from '../identity/resolution.js';
import { asTakenBack } from '../inbound/domain/consent-period.js';
import type { ConsentRecord, Statement } from '../inbound/domain/inbound.js';
import { StaleResolutionError } from '../identity/stale-resolution.js';
import { awaken, settleCancellations } from '../message/message.store.js';

interface Person {
  readonly details: KeptDetails;
  /** Set while the person is new in this transaction. */
  readonly registeredAt?: string;
}

/**
 * What one transaction has loaded and changed. Changes are gathered here and written once, so that a
 * group of messages costs as many statements as one.
 */
export class WorkingSet {
  readonly #takenBack: ReadonlyMap<string, string>;
  readonly #resolution: Resolution;
  readonly #persons: Map<string, Person>;
  readonly #visits: Map<string, OwnedVisit>;
  readonly #touchedPersons = new Set<string>();
  readonly #touchedVisits = new Set<string>();
  readonly #droppedVisits = new Map<string, string>();
  readonly #awakened: Array<{ claimKey: string; personId: string | null }> = [];
  readonly #settledCancellations: string[] = [];
  readonly #reviews: IdentityReview[] = [];
  readonly #identifiers: AttachedIdentifier[] = [];
  readonly #consents: Array<OwnedConsent> = [];

  readonly #records = new Map<string, { personId: string; matchable: Matchable }>();
  readonly #mergesDue: Array<{ personId: string; others: readonly string[] }> = [];

  private constructor(
    readonly tx: Tx,
    resolution: Resolution,
    readonly identification: Identification,
    persons: Map<string, Person>,
    visits: Map<string, OwnedVisit>,
    takenBack: ReadonlyMap<string, string>,
  ) {
    this.#takenBack = takenBack;
    this.#resolution = resolution;

    this.#persons = persons;
    this.#visits = visits;
  }

  static async open(
    tx: Tx,
    resolution: Resolution,
    identification: Identification,
  ): Promise<WorkingSet> {
    const all = [...resolution.resolved.values()].flat();
    const visits = await openVisits(tx, resolution);
    const ids = new Set<string>(
      all.flatMap(({ personId, match }) => [
        ...(personId ? [personId] : []),
        ...(match?.merges ?? []),
      ]),
    );
    for (const { personId } of visits.values()) if (personId) ids.add(personId);
    const persons = await loadPersons(tx, identification.vault, [...ids]);
    // Somebody who was merged between the look-up and the locks is to be looked up again.
    if ([...persons.values()].some(({ mergedInto }) => mergedInto))
      throw new StaleResolutionError('a person who was merged');
    const takenBack = await revokedByHand(
      tx,
      all.flatMap(({ statement }) => consentIdsOf(statement)),
    );
    return new WorkingSet(tx, resolution, identification, new Map(persons), visits, takenBack);
  }

  /** Takes in what a message says about a person; true when they were not known before. */
  updatePerson(personId: string, details: Details, reportedAt: string, now: string): boolean {
    const before = this.#persons.get(personId);
    const kept = withDetails(before?.details ?? {}, details, reportedAt);
    if (before && JSON.stringify(kept) === JSON.stringify(before.details)) return false;
    const registeredAt = before ? before.registeredAt : now;
    this.#persons.set(personId, { details: kept, ...(registeredAt ? { registeredAt } : {}) });
    this.#touchedPersons.add(personId);
    return !before;
  }

  /** Whether somebody has been made known, by this transaction or an earlier one. */
  isKnown(personId: string): boolean {
    return this.#persons.has(personId);
  }

  visit(key: string): OwnedVisit {
    return this.#visits.get(key)!;
  }

  /** Brings a visit in that no statement named, because one of its messages is taken back. */
  async fetchVisit(key: string): Promise<OwnedVisit> {
    if (!this.#visits.has(key)) {
      const loaded = await loadVisits(this.tx, [key]);
      this.#visits.set(key, loaded.get(key) ?? unheardVisit(key, key, ''));
    }
    return this.visit(key);
  }

  keepVisit(owned: OwnedVisit): void {
    this.#visits.set(owned.visit.key, owned);
    this.#touchedVisits.add(owned.visit.key);
  }

  /** A visit turns out to be another one, which has taken everything of it in. */
  dropVisit(key: string, into: string): void {
    this.#visits.delete(key);
    this.#touchedVisits.delete(key);
    this.#droppedVisits.set(key, into);
  }

  awaken(claimKeys: readonly string[], personId: string | null): void {
    this.#awakened.push(...claimKeys.map((claimKey) => ({ claimKey, personId })));
  }

  settleCancellation(messageId: string): void {
    this.#settledCancellations.push(messageId);
  }

  openReview(review: IdentityReview): void {
    this.#reviews.push(review);
  }

  keepIdentifiers(identifiers: readonly AttachedIdentifier[]): void {
    this.#identifiers.push(...identifiers);
  }

  /** Keeps a record to compare later ones with, and the persons it shows to be the same one. */
  keepRecord(personId: string, matchable: Matchable, merges: readonly string[]): void {
    this.#records.set(`${personId}|${matchable.digest}`, { personId, matchable });
    if (merges.length > 0) this.#mergesDue.push({ personId, others: merges });
  }

  get mergesDue(): ReadonlyArray<{ personId: string; others: readonly string[] }> {
    return this.#mergesDue;
  }

  /** Keeps a consent, and answers it as it stands: what people here took back, no source gives again. */
  keepConsent(reported: ConsentRecord, personId: string): ConsentRecord {
    const consent = asTakenBack(reported, this.#takenBack.get(reported.consentId));
    this.#consents.push({ ...consent, personId });
    return consent;
  }

  async save(now: string): Promise<void> {
    const { vault } = this.identification;
    await savePersons(
      this.tx,
      vault,
      [...this.#touchedPersons].map((id) => {
        const { details, registeredAt } = this.#persons.get(id)!;
        return { id, details, registeredAt: registeredAt ?? now };
      }),
    );
    await attach(this.tx, vault, [...this.#resolution.shared, ...this.#identifiers], now);
    await saveVisits(
      this.tx,
      [...this.#touchedVisits].map((key) => this.visit(key)),
    );
    await dropVisits(
      this.tx,
      [...this.#droppedVisits].map(([key, into]) => ({ key, into })),
    );
    await this.#saveRecords();
    await openReviews(this.tx, this.#reviews);
    for (const consent of this.#consents) await saveConsent(this.tx, vault, consent);
  }

  /** Late, because from here to the commit nobody else adds records. */
  async #saveRecords(): Promise<void> {
    const records = [...this.#records.values()];
    const { basis } = this.#resolution;
    if (records.length === 0 || !basis) return;
    if (!(await stillHolds(this.tx, basis, records.length)))
      throw new StaleResolutionError('what likeness rests on');
    const { vault, matcher } = this.identification;
    await saveRecords(this.tx, vault, matcher.hashes, records);
    await this.#recordLinks();
  }

  /** What a likeness linked can be undone by people, so it is written down. */
  async #recordLinks(): Promise<void> {
    const { pseudonyms } = this.identification;
    const causes = new Map<string, { causeId: string; at: string }>();
    for (const [inbound, all] of this.#resolution.resolved)
      for (const { statement, match } of all)
        if (match && 'person' in statement)
          for (const identifier of keysOf(statement.person))
            causes.set(pseudonyms.identifier(identifier), {
              causeId: inbound.id,
              at: inbound.receivedAt,
            });
    for (const [personId, identifiers] of await takeGuesses(this.tx, [...causes.keys()]))
      for (const hash of identifiers)
        await recordLink(this.tx, { personId, identifiers: [hash], ...causes.get(hash)! });
  }

  /** After the messages of this transaction are written, because they may be among those awakened. */
  async wakeWaiting(): Promise<void> {
    await awaken(this.tx, this.#awakened);
    await settleCancellations(this.tx, this.#settledCancellations);
  }
}

const consentIdsOf = (statement: Statement): string[] =>
  statement.kind === 'person-fact' && statement.fact.kind === 'consent-recorded'
    ? [statement.fact.consent.consentId]
    : [];

/**
 * The visits of a group, under the locks. What was found before must still be so: nobody has made a visit
 * of another patient under one of the numbers, or given one that was found to somebody else.
 */
async function openVisits(
  tx: Tx,
  { resolved, visits }: Resolution,
): Promise<Map<string, OwnedVisit>> {
  const numberKeys = new Set(visits.map(({ numberKey }) => numberKey));
  const loaded = await loadVisitsUnder(tx, [...numberKeys]);
  const planned = new Map(visits.map((row) => [row.key, row]));
  for (const [key, { personId }] of loaded)
    if (!planned.has(key) || (personId && planned.get(key)!.personId !== personId))
      throw new StaleResolutionError('the visits under a number');
  const opened = new Map<string, OwnedVisit>();
  for (const { statement, visitKey, absorbs } of [...resolved.values()].flat())
    for (const key of visitKey ? [visitKey, ...absorbs] : []) {
      const { numberKey, patients, wasMoved } = planned.get(key)!;
      const facility = ('visit' in statement && statement.visit?.facility) || '';
      const visit = loaded.get(key) ?? unheardVisit(key, numberKey, facility);
      const all = wasMoved && patients.length === 0 ? [] : [...visit.patients, ...patients];
      opened.set(key, { ...visit, patients: [...new Set(all)] });
    }
  return opened;
}

/** What became of one statement, with the events it asks for. */
export interface StatementOutcome {
  readonly disposition: 'applied' | 'ignored' | 'superseded' | 'parked';
  readonly reason: string;
  readonly events: readonly Outgoing[];
  readonly personId: string | null;
  /** Called with the ids the events were published under. */
  readonly published?: (eventIds: readonly string[]) => void;
}
