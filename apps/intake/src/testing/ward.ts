import { factRetracted, stayEnded, stayStarted, stepDownPlanned } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import type { Outgoing } from '@handrail/messaging';
import { applyMove } from '../apply/apply-move.js';
import { applyVisit } from '../apply/apply-visit.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import type { ResolvedStatement } from '../identity/resolution.js';
import { IdentityEvidence } from '../identity/evidence.js';
import { personsOf, reportedAtOf } from '../inbound/domain/statements.js';
import { StatementResolver } from '../identity/statement-resolver.js';
import { namingOf } from '../identity/owner.js';
import { readParameters } from '../matching/read-parameters.js';
import type { WorkingSet } from '../apply/working-set.js';
import { whoSurvives } from '../person/domain/survivor.js';
import { Pseudonyms } from '../person/pseudonyms.js';
import { lastMove, staysOf, withPublished, type Visit } from '../stay/domain/index.js';
import { decideFolding } from '../stay/fold-visits.js';
import { toEvent } from '../stay/stay.publish.js';
import { VisitRows, type VisitRow } from '../stay/visit-rows.js';
import { unheardVisit, type OwnedVisit } from '../stay/visit.store.js';

const RECEIVED_AT = '2026-11-20T00:00:00.000Z';
const TOLD: ReadonlySet<string> = new Set([stayStarted.type, stayEnded.type, stepDownPlanned.type]);
const pseudonyms = new Pseudonyms(Buffer.alloc(32));
const parameters = await readParameters();

/** A fact the others believe: told, and not taken back. */
interface Believed {
  readonly type: string;
  readonly stayId: string;
  personId: string;
}

/**
 * Intake without its database: the rules that find a person, a visit and what to tell, over maps. Moving
 * everything of a retired person to the survivor is two lines here and a transaction there.
 */
export class Ward {
  readonly #owners = new Map<string, readonly string[]>();
  readonly #visits = new Map<string, OwnedVisit>();
  readonly #known = new Set<string>();
  readonly #believed = new Map<string, Believed>();
  readonly #names = new Map<string, string>();
  readonly #evidence = new IdentityEvidence(parameters);
  #events = 0;

  hears(id: string, statement: Statement): void {
    const inbound = messageOf(id, statement);
    const namings = new Map(
      personsOf(statement).map((person) => [
        person,
        namingOf(person, reportedAtOf(statement), pseudonyms, parameters),
      ]),
    );
    const resolver = new StatementResolver(pseudonyms, {
      ...{ owners: this.#owners, visits: this.#rows(), namings, evidence: this.#evidence },
      ...{ matchables: new Map(), knownRecords: new Set(), candidates: null },
    });
    const [resolved] = resolver.resolve(inbound);
    for (const { hash, value } of resolver.reserved) this.#names.set(hash, value);
    if (statement.kind === 'merge') this.#merge(resolved!);
    if (statement.kind === 'visit') this.#visit(statement, resolved!, inbound, resolver.visits);
  }

  #rows(): VisitRows {
    return new VisitRows(
      [...this.#visits.values()].map(({ visit, personId, numberKey, patients }) => ({
        ...{ key: visit.key, numberKey, personId, patients },
        wasMoved: lastMove(visit) !== undefined,
      })),
    );
  }

  #visit(
    statement: Extract<Statement, { kind: 'visit' }>,
    resolved: ResolvedStatement,
    inbound: Inbound,
    rows: readonly VisitRow[],
  ): void {
    for (const key of [resolved.visitKey!, ...resolved.absorbs]) {
      const { numberKey, patients } = rows.find((row) => row.key === key)!;
      const visit = this.#visits.get(key) ?? unheardVisit(key, numberKey, statement.visit.facility);
      this.#visits.set(key, { ...visit, patients });
    }
    const applying = { inbound, workingSet: this.#workingSet(), isCancelled: false, at: 0 };
    const apply = statement.report.kind === 'moved' ? applyMove : applyVisit;
    const { events, published } = apply(statement, resolved, applying);
    published?.(events.map((event) => this.#publish(event)));
  }

  /** What the rules ask of the working set, over maps. */
  #workingSet(): WorkingSet {
    const workingSet = {
      visit: (key: string) => this.#visits.get(key)!,
      dropVisit: (key: string) => void this.#visits.delete(key),
      keepVisit: (owned: OwnedVisit) => void this.#visits.set(owned.visit.key, owned),
      isKnown: (personId: string) => this.#known.has(personId),
      updatePerson: (personId: string) => {
        const isNew = !this.#known.has(personId);
        this.#known.add(personId);
        return isNew;
      },
      awaken: () => undefined,
      openReview: () => undefined,
    };
    return workingSet as unknown as WorkingSet;
  }

  #publish({ contract: { type }, data }: Outgoing): string {
    const id = `e${(this.#events += 1)}`;
    const [personId, stayId] = [data['personId'] as string, data['stayId'] as string];
    if (type === factRetracted.type) this.#takeBack(data['retractedEventId'] as string, personId);
    if (TOLD.has(type)) this.#believed.set(id, { type, stayId, personId });
    return id;
  }

  #takeBack(eventId: string, personId: string): void {
    const fact = this.#believed.get(eventId);
    if (fact?.personId !== personId) throw new Error('something is taken back of the wrong person');
    this.#believed.delete(eventId);
  }

  #merge({ personId, retiredId }: ResolvedStatement): void {
    if (!personId || !retiredId) return;
    const pair = whoSurvives({ survivorId: personId, retiredId }, (id) => this.#known.has(id));
    const { survivorId, retiredId: gone } = pair;
    this.#evidence.join(survivorId, gone);
    for (const [hash, owners] of this.#owners)
      this.#owners.set(hash, [
        ...new Set(owners.map((each) => (each === gone ? survivorId : each))),
      ]);
    for (const [key, owned] of this.#visits)
      if (owned.personId === gone) this.#visits.set(key, { ...owned, personId: survivorId });
    for (const fact of this.#believed.values())
      if (fact.personId === gone) fact.personId = survivorId;
    this.#known.delete(gone);
    const own = [...this.#visits.values()].filter(({ personId: of }) => of === survivorId);
    for (const fold of decideFolding(own)) {
      fold.dropped.forEach((key) => this.#visits.delete(key));
      for (const change of fold.retractions) this.#publish(toEvent(survivorId, change));
      const ids = fold.changes.map((change) => this.#publish(toEvent(survivorId, change)));
      const visit = withPublished(fold.kept.visit, fold.changes, ids);
      this.#visits.set(visit.key, { ...fold.kept, visit });
    }
  }

  /** Identifiers by person, and each stay with the identifiers of whose it is. */
  get known() {
    const numbers = (personId: string | null) =>
      [...this.#owners]
        .flatMap(([hash, owner]) =>
          personId !== null && owner.includes(personId) ? [this.#names.get(hash)!] : [],
        )
        .sort()
        .join();
    return {
      persons: [...new Set([...this.#owners.values()].flat())].map(numbers).sort(),
      stays: [...this.#visits.values()]
        .flatMap(({ visit, personId }) =>
          staysOf(visit).map((stay) => ({ of: numbers(personId), ...stay })),
        )
        .sort((a, b) => (a.stayId < b.stayId ? -1 : 1)),
    };
  }

  /** What the others would believe wrongly: a fact of nobody's stay, of another person, or untold. */
  get wrong(): string[] {
    const wrong: string[] = [];
    const stays = [...this.#visits.values()].flatMap(({ visit, personId }) =>
      staysOf(visit).map((stay) => ({ ...stay, personId })),
    );
    for (const { type, stayId, personId } of this.#believed.values()) {
      const stay = stays.find((candidate) => candidate.stayId === stayId);
      if (stay?.personId !== personId) wrong.push(`${type} of ${stayId} is believed of another`);
      if (type === stayEnded.type && !stay?.endedBy) wrong.push(`${stayId} has not ended`);
    }
    for (const { stayId, startedAt, endedBy } of stays) {
      const believed = [...this.#believed.values()].filter((fact) => fact.stayId === stayId);
      if ((startedAt || endedBy) && believed.length === 0) wrong.push(`${stayId} was not told`);
      for (const type of TOLD)
        if (
          type !== stepDownPlanned.type &&
          believed.filter((fact) => fact.type === type).length > 1
        )
          wrong.push(`${type} of ${stayId} is believed twice`);
    }
    return wrong;
  }

  get visits(): readonly Visit[] {
    return [...this.#visits.values()].map(({ visit }) => visit);
  }
}

/** The one authority whose numbers the persons of a ward have. */
const AUTHORITY = 'urn:ward:mrn';

/** Somebody by their number. */
export const numbered = (value: string) => ({
  identifiers: [{ system: AUTHORITY, value, trusted: true }],
  details: {},
});

const messageOf = (id: string, statement: Statement): Inbound => ({
  id: deriveId(0, 'ward', id),
  protocol: 'hl7v2-http',
  source: 'ward',
  type: 'ward',
  controlId: null,
  // Each has come once, in the order of their names, whatever order they are applied in.
  receivedAt: new Date(Date.parse(RECEIVED_AT) + Number(id.replace(/\D/g, ''))).toISOString(),
  contentType: 'ward',
  raw: Buffer.alloc(0),
  claim: { key: id, contentHash: id },
  content: { kind: 'statements', statements: [statement] },
});
