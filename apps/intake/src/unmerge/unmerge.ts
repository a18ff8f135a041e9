import { Inject, Injectable } from '@nestjs/common';
import { personRegistered } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import {
  outgoing,
  type Cause,
  type Messaging,
  type Queryable,
  type UnitOfWork,
} from '@handrail/messaging';
import { conflict, MESSAGING, notFound } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../intake.tokens.js';
import { StoredMessages } from '../message/stored-messages.js';
import { decideRehoming, withPublished } from '../stay/domain/index.js';
import { toEvent } from '../stay/stay.publish.js';
import { loadVisits, saveVisits, type OwnedVisit } from '../stay/visit.store.js';
import type { Identification } from '../person/identification.js';
import {
  planUnmerge,
  type MergeRow,
  type PlannedMessage,
  type UnmergePlan,
} from './unmerge.plan.js';
import { moveConsents } from '../reprocess/move-consents.js';
import { consentIdsOf } from '../inbound/domain/statements.js';
import { republishFacts, type Republishing } from '../reprocess/republish-facts.js';
import { divide, keepApart, recordUndone } from './unmerge.store.js';

/** Of whom a merge is undone: the person who stays, and the one who is there again. */
export interface Unmerged {
  readonly survivorId: string;
  readonly restoredId: string;
}

const REASON = 'person-unmerged';
const ATTEMPTS = 5;

const MERGE = `
  SELECT m.id, m.survivor_id, m.retired_id, m.merged_at, m.undone_at, m.moved,
    coalesce(p.merged_into, p.id) AS current, e.person_id IS NOT NULL AS erased
  FROM person_merge m JOIN person p ON p.id = m.survivor_id
  LEFT JOIN erased_person e ON e.person_id = p.id WHERE m.id = $1`;

/**
 * Takes a wrong merge apart. The retired id stays merged with the other services, which have folded what
 * they knew, so the person gets a new one: what was told of them under the survivor is taken back there
 * and told again under the new id, and everything that followed is withdrawn and made anew.
 */
@Injectable()
export class Unmerge {
  readonly #db: DataSource;
  readonly #messaging: Messaging;
  readonly #identification: Identification;
  readonly #stored: StoredMessages;

  constructor(
    db: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(IDENTIFICATION) identification: Identification,
    stored: StoredMessages,
  ) {
    this.#db = db;
    this.#messaging = messaging;
    this.#identification = identification;
    this.#stored = stored;
  }

  /** `within` is written in the same transaction: who decided it must not be lost with a crash. */
  async undo(
    survivorId: string,
    mergeId: string,
    reason: string,
    now: string,
    within?: (unit: UnitOfWork) => Promise<unknown>,
  ): Promise<Unmerged> {
    const restoredId = deriveId(Date.parse(now), 'person', 'restored', mergeId);
    for (let attempt = 1; ; attempt += 1) {
      const seen = await mergeOf(this.#db, survivorId, mergeId);
      const before = await this.#plan(survivorId, seen);
      const done = await this.#messaging.transact(
        [survivorId, restoredId, ...before.visits, ...before.mingledVisits],
        async (unit) => {
          // Under the locks nothing of the two moves any more: what came meanwhile is planned anew.
          const merge = await mergeOf(unit.tx, survivorId, mergeId);
          const plan = await planUnmerge(
            unit.tx,
            this.#stored,
            this.#identification.pseudonyms,
            survivorId,
            merge,
          );
          const locked = new Set([...before.visits, ...before.mingledVisits]);
          if ([...plan.visits, ...plan.mingledVisits].some((key) => !locked.has(key))) return false;
          if (!(await recordUndone(unit.tx, mergeId, { restoredId, reason, now }))) throw undone();
          await within?.(unit);
          await this.#divide(unit, plan, merge, { survivorId, restoredId }, now);
          return true;
        },
      );
      if (done) return { survivorId, restoredId };
      if (attempt === ATTEMPTS)
        throw conflict('person-changing', 'Messages about this person keep arriving; try again.');
    }
  }

  #plan(survivorId: string, merge: MergeRow): Promise<UnmergePlan> {
    const { pseudonyms } = this.#identification;
    return planUnmerge(this.#db, this.#stored, pseudonyms, survivorId, merge);
  }

  async #divide(
    unit: UnitOfWork,
    plan: UnmergePlan,
    merge: MergeRow,
    { survivorId, restoredId }: Unmerged,
    now: string,
  ): Promise<void> {
    const { id } = merge;
    const causeId = deriveId(Date.parse(now), 'unmerge', id);
    const causedBy = (correlationId: string): Cause => ({
      id: causeId,
      correlationId,
      recordedTime: now,
    });
    await divide(unit.tx, this.#identification, plan, merge, { survivorId, restoredId, now });
    await keepApart(unit.tx, [survivorId, restoredId], causeId, now);
    await unit.publish(causedBy(plan.restored[0]?.id ?? id), [
      outgoing(personRegistered, { personId: restoredId }),
    ]);
    const there = { from: survivorId, to: restoredId, causedBy, reason: REASON };
    await republishVisits(unit, plan.visits, plan.restored, there);
    await republishFacts(unit, plan.restored, there);
    const ofMessages = plan.restored.flatMap(({ inbound }) => consentIdsOf(inbound));
    await moveConsents(unit, [...(merge.moved.consents ?? []), ...ofMessages], there);
    // The survivor may have lost a place to the other, or been given one for both: decided anew as well.
    const here = { from: survivorId, to: survivorId, causedBy, reason: REASON };
    await republishVisits(unit, plan.mingledVisits, plan.mingled, here);
    await republishFacts(unit, plan.mingled, here);
  }
}

async function mergeOf(db: Queryable, survivorId: string, mergeId: string): Promise<MergeRow> {
  const [row] = await db.query<MergeRow & { current: string; erased: boolean }>(MERGE, [mergeId]);
  if (!row || row.current !== survivorId) throw notFound('merge of this person');
  if (row.erased)
    throw conflict('person-erased', 'This person was erased: nothing is left of them.');
  if (row.undone_at) throw undone();
  return row;
}

const undone = () => conflict('merge-undone', 'This merge has been undone already.');

async function republishVisits(
  unit: UnitOfWork,
  keys: ReadonlySet<string>,
  messages: readonly PlannedMessage[],
  { from, to, causedBy }: Republishing,
): Promise<void> {
  const moved: OwnedVisit[] = [];
  const loaded = await loadVisits(unit.tx, [...keys]);
  for (const owned of loaded.values()) {
    const { visit } = owned;
    if (owned.personId !== from) continue;
    const { retractions, visit: untold, changes } = decideRehoming(visit);
    const message = messages.findLast((each) => each.visit_key === visit.key) ?? messages.at(-1);
    const cause = causedBy(message?.id ?? from);
    await unit.publish(
      cause,
      retractions.map((change) => toEvent(from, change, REASON)),
    );
    const ids = await unit.publish(
      cause,
      changes.map((change) => toEvent(to, change)),
    );
    moved.push({ ...owned, visit: withPublished(untold, changes, ids), personId: to });
  }
  await saveVisits(unit.tx, moved);
}
