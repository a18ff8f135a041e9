import { personsMerged } from '@handrail/contracts';
import { isTransient, type Cause, type UnitOfWork } from '@handrail/messaging';
import { Pace } from '@handrail/platform';
import { foldVisits } from '../stay/fold-visits.js';
import { trustedOf } from '../inbound/domain/named-person.js';
import type { Identification } from '../person/identification.js';
import { assertStillHolds } from '../identity/resolve-identities.js';
import { applyCancellation } from '../apply/apply-cancellation.js';
import { applyCapacity } from '../apply/apply-capacity.js';
import { applyMerge, merge } from '../apply/apply-merge.js';
import { applyMove } from '../apply/apply-move.js';
import { applyPersonFact } from '../apply/apply-person-fact.js';
import { applyVisit, updatePerson, type Applying } from '../apply/apply-visit.js';
import { claimsOf } from '../message/claims.js';
import { onceOf, orTakenBack } from './fact-claims.js';
import { failureCode } from '../inbound/failure-code.js';
import type { Inbound, Receipt } from '../inbound/domain/inbound.js';
import { insertMessages } from '../message/insert-messages.js';
import type { ResolvedStatement, Resolution } from '../identity/resolution.js';
import {
  adoptMessages,
  claim,
  type ClaimAnswer,
  type Produced,
  type Settled,
} from '../message/message.store.js';
import { mainOf, repeatOf, toReceipt } from './receipts.js';
import { SharedNumbers } from '../reprocess/share-numbers.js';
import { hasToLookAgain } from '../identity/stale-resolution.js';
import type { StoredMessages } from '../message/stored-messages.js';
import { WorkingSet, type StatementOutcome } from '../apply/working-set.js';

/** Thrown out of a group when writing what it changed failed: each message is then tried alone. */
export class GroupFailedError extends Error {
  constructor(cause: unknown) {
    super('a group of messages could not be written together', { cause });
    this.name = 'GroupFailedError';
  }
}

/**
 * One transaction over a group of messages whose lanes are locked: claim, apply in order, write. A
 * message that cannot be applied fails the group; tried alone it is stored as parked. `again` says that
 * the message is stored and parked already and now gets another try.
 */
export async function writeGroup(
  unit: UnitOfWork,
  inbounds: readonly Inbound[],
  resolution: Resolution,
  identification: Identification,
  stored: StoredMessages,
  again = false,
): Promise<Receipt[]> {
  await assertStillHolds(unit.tx, resolution);
  const claims = await claim(unit.tx, claimsOf(inbounds));
  try {
    return await unit.savepoint(async () => {
      const writer = new GroupWriter(unit, resolution, identification, stored, claims, again);
      await writer.open();
      const receipts: Receipt[] = [];
      for (const inbound of inbounds) receipts.push(await writer.take(inbound));
      await writer.save();
      return receipts;
    });
  } catch (error) {
    if (hasToLookAgain(error) || isTransient(error)) throw error;
    if (inbounds.length > 1) throw new GroupFailedError(error);
    return [await park(unit, identification, inbounds[0]!, error)];
  }
}

async function park(
  unit: UnitOfWork,
  identification: Identification,
  inbound: Inbound,
  error: unknown,
): Promise<Receipt> {
  const settled: Settled = {
    inbound,
    disposition: 'parked',
    reason: failureCode(error),
    problems: inbound.warnings ?? [],
    personId: null,
    visitKey: null,
    produced: [],
  };
  await insertMessages(unit.tx, identification.vault, [settled]);
  return toReceipt(settled);
}

const causeOf = (inbound: Inbound): Cause => ({
  id: inbound.id,
  correlationId: inbound.id,
  recordedTime: inbound.receivedAt,
});

/** What becomes of a message that says nothing to be applied. */
const ENDS = { ignored: 'ignored', unread: 'parked' } as const;

/** Merges by matching are numbered behind those a message tells itself. */
const MATCHED = 1_000;

class GroupWriter {
  readonly #unit: UnitOfWork;
  readonly #resolution: Resolution;
  readonly #identification: Identification;
  readonly #stored: StoredMessages;
  readonly #claims: ReadonlyMap<string, ClaimAnswer>;
  readonly #again: boolean;
  #workingSet!: WorkingSet;
  readonly #settled: Settled[] = [];
  readonly #seen = new Set<string>();
  readonly #pace = new Pace();
  /** Persons who have turned out to be two of one, by the message that says so. */
  readonly #merged: Array<{ readonly inbound: Inbound; readonly survivorId: string }> = [];

  constructor(
    unit: UnitOfWork,
    resolution: Resolution,
    identification: Identification,
    stored: StoredMessages,
    claims: ReadonlyMap<string, ClaimAnswer>,
    again: boolean,
  ) {
    this.#unit = unit;
    this.#resolution = resolution;
    this.#identification = identification;
    this.#stored = stored;
    this.#claims = claims;
    this.#again = again;
  }

  async open(): Promise<void> {
    this.#workingSet = await WorkingSet.open(this.#unit.tx, this.#resolution, this.#identification);
  }

  async take(inbound: Inbound): Promise<Receipt> {
    const held = inbound.claim && this.#claims.get(inbound.claim.key);
    const isRepeat = held && (held.messageId !== inbound.id || this.#seen.has(inbound.claim.key));
    if (isRepeat) return repeatOf(inbound, held);
    if (held && !held.isNew && !this.#again)
      return { ...repeatOf(inbound, held), status: 'accepted' };
    if (inbound.claim) this.#seen.add(inbound.claim.key);
    const settled = await this.#settle(inbound, held ?? undefined);
    if (held?.cancelledBy) this.#workingSet.settleCancellation(held.cancelledBy);
    this.#settled.push(settled);
    return toReceipt(settled);
  }

  async save(): Promise<void> {
    const now = this.#settled[0]?.inbound.receivedAt;
    if (!now) return;
    await this.#workingSet.save(now);
    await this.#mergeMatched();
    for (const { inbound, survivorId } of this.#merged)
      await foldVisits(this.#unit, causeOf(inbound), survivorId);
    const { vault } = this.#identification;
    await insertMessages(this.#unit.tx, vault, this.#settled);
    // A message that was stored before its person was known belongs to them from here on.
    if (this.#again) await adoptMessages(this.#unit.tx, [this.#settled[0]!.inbound.id]);
    await this.#workingSet.wakeWaiting();
    const shared = new SharedNumbers(this.#unit, this.#identification, this.#stored);
    for (const { inbound } of this.#settled)
      await shared.settle(inbound, this.#resolution, causeOf(inbound));
  }

  /**
   * Persons whom a record shows to be one are merged after it is written, as if its source had said so.
   * Such a message is written alone, so the message that is settled is its own.
   */
  async #mergeMatched(): Promise<void> {
    for (const [ordinal, { personId, others }] of this.#workingSet.mergesDue.entries()) {
      const [settled] = this.#settled;
      const { inbound } = settled!;
      let survivor = personId;
      const produced: Produced[] = [];
      for (const [at, other] of others.entries()) {
        // Ids begin with the time they were made, so the lesser one has been known longer.
        const [survivorId, retiredId] = survivor < other ? [survivor, other] : [other, survivor];
        const merged = await merge(this.#unit.tx, this.#identification.vault, {
          ...{ survivorId, retiredId, causeId: inbound.id, at: inbound.receivedAt },
          ordinal: MATCHED + ordinal * MATCHED + at,
          kind: 'matched',
        });
        survivor = merged.survivorId;
        this.#merged.push({ inbound, survivorId: survivor });
        const ids = await this.#unit.publish(causeOf(inbound), merged.events);
        produced.push(...ids.map((eventId) => ({ eventId, type: personsMerged.type })));
      }
      this.#settled[0] = {
        ...settled!,
        personId: survivor,
        produced: [...settled!.produced, ...produced],
      };
    }
  }

  async #settle(inbound: Inbound, held: ClaimAnswer | undefined): Promise<Settled> {
    const { content } = inbound;
    const nothing = { inbound, personId: null, visitKey: null, produced: [] };
    if (content.kind === 'rejected') {
      const { reason, problems } = content;
      return { ...nothing, disposition: 'rejected', reason, problems };
    }
    const problems = inbound.warnings ?? [];
    if (content.kind !== 'statements')
      return { ...nothing, disposition: ENDS[content.kind], reason: content.reason, problems };
    return { ...(await this.#apply(inbound, Boolean(held?.cancelledBy))), problems };
  }

  async #apply(inbound: Inbound, isCancelled: boolean): Promise<Omit<Settled, 'problems'>> {
    const resolved = this.#resolution.resolved.get(inbound) ?? [];
    const outcomes: StatementOutcome[] = [];
    const produced: Produced[] = [];
    for (const [at, each] of resolved.entries()) {
      const outcome = await this.#applyStatement(each, {
        inbound,
        workingSet: this.#workingSet,
        isCancelled,
        at,
      });
      const ids = await this.#unit.publish(causeOf(inbound), outcome.events);
      outcome.published?.(ids);
      const once = onceOf(each.statement, outcome);
      produced.push(
        ...ids.map((eventId, index) => ({
          ...{ eventId, type: outcome.events[index]!.contract.type },
          ...(once && index === ids.length - 1 ? { once } : {}),
        })),
      );
      outcomes.push(outcome);
      await this.#pace.step();
    }
    const main = mainOf(outcomes);
    return {
      inbound,
      disposition: main.disposition,
      reason: main.reason,
      personId: outcomes.find(({ personId }) => personId)?.personId ?? null,
      visitKey: resolved.find(({ visitKey }) => visitKey)?.visitKey ?? null,
      produced,
    };
  }

  async #applyStatement(
    resolved: ResolvedStatement,
    applying: Applying,
  ): Promise<StatementOutcome> {
    const { statement, personId } = resolved;
    this.#keepUntrusted(resolved);
    switch (statement.kind) {
      case 'visit':
        return statement.report.kind === 'moved'
          ? applyMove(statement, resolved, applying)
          : applyVisit(statement, resolved, applying);
      case 'person-fact':
        if (statement.onceKey && !this.#isFirst(statement.onceKey, applying.inbound.id))
          return { disposition: 'ignored', reason: 'already-reported', events: [], personId };
        return applyPersonFact(statement, resolved, orTakenBack(statement, applying, this.#claims));
      case 'details': {
        if (!personId)
          return { disposition: 'ignored', reason: 'unknown-person', events: [], personId };
        const events = updatePerson(statement, resolved, personId, applying);
        return { disposition: 'applied', reason: 'person-updated', events, personId };
      }
      case 'capacity':
        return applyCapacity(this.#unit.tx, statement.report, applying.inbound.id);
      case 'merge': {
        const outcome = await applyMerge(statement, resolved, applying);
        if (outcome.personId)
          this.#merged.push({ inbound: applying.inbound, survivorId: outcome.personId });
        return outcome;
      }
      case 'cancellation':
        return applyCancellation(statement, applying, this.#resolution.lanes);
      default:
        return statement satisfies never;
    }
  }

  #isFirst(onceKey: string, messageId: string): boolean {
    return this.#claims.get(onceKey)?.messageId === messageId;
  }

  /** Trusted identifiers are attached by the look-up; the others are kept with the person. */
  #keepUntrusted({ statement, personId }: ResolvedStatement): void {
    if (!personId || !('person' in statement)) return;
    const trusted = new Set(trustedOf(statement.person));
    const rest = statement.person.identifiers.filter((identifier) => !trusted.has(identifier));
    this.#workingSet.keepIdentifiers(
      rest
        .filter((identifier) => !identifier.trusted)
        .map((identifier) => ({
          ...identifier,
          personId,
          hash: this.#identification.pseudonyms.identifier(identifier),
        })),
    );
  }
}
