import { Inject, Injectable } from '@nestjs/common';
import { happened, type Decision, type PlaceBlockReason } from '@handrail/domain';
import type { Cause, Messaging, UnitOfWork } from '@handrail/messaging';
import { badRequest, MESSAGING, notFound, preconditionFailed } from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { dayOf } from '../calendar/domain/sessions.js';
import { noticeShortWeeks } from '../calendar/domain/weekly-hours.js';
import { announceCapacity } from '../program/announce-capacity.js';
import { blockPlaces, unblockPlaces } from '../program/domain/block-places.js';
import { closeDays, problemsOfClosures } from '../program/domain/close-days.js';
import type { Closure } from '../program/domain/closures.js';
import type { Program } from '../program/domain/program.js';
import { reportCapacity } from '../program/domain/report-capacity.js';
import { programStore } from '../program/program.store.js';
import { noteChanges } from '../program/save-program/note-changes.js';
import { asProblem } from './as-problem.js';
import { evolveCapacity, type CapacityEvent } from './capacity-event.js';
import { publishCapacity, timersOfBlocks } from './capacity.publish.js';
import { keepAct, NEXT_VERSION } from './program-act.sql.js';

/** Somebody acts on a program as they have seen it. */
export interface ActOnProgram {
  readonly programId: string;
  readonly version: number;
  readonly by: string;
  readonly reason: string;
}

/** Somebody acts on one of its tracks. */
export interface ActOnTrack extends ActOnProgram {
  readonly trackId: string;
}

export interface BlockAsked {
  readonly places: number;
  readonly reason: PlaceBlockReason;
  readonly until: string | null;
}

type CapacityRule = (program: Program, now: string, actId: string) => Decision<CapacityEvent>;

/** What people do about the places of a program, under the program's lane. */
@Injectable()
export class CapacityActs {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  block(act: ActOnTrack, asked: BlockAsked): Promise<void> {
    const { trackId, by } = act;
    return this.#decide('block', act, { ...asked }, (program, now, id) =>
      blockPlaces(program, trackId, { ...asked, id, by, since: now }),
    );
  }

  unblock(act: ActOnTrack, blockId: string): Promise<void> {
    return this.#decide('unblock', act, { blockId }, (program) =>
      unblockPlaces(program, act.trackId, blockId),
    );
  }

  /** A person counts, which is as good as a report of the program. */
  count(act: ActOnTrack, counted: { capacity: number; occupied: number }): Promise<void> {
    const { trackId } = act;
    return this.#decide('places', act, { ...counted }, (program, now) =>
      reportCapacity(program, { ...counted, trackId, asOf: now }, { now, source: 'person' }),
    );
  }

  /** Replaces the days on which the program is closed; people who wait are looked at again. */
  close(act: ActOnProgram, closures: readonly Closure[]): Promise<void> {
    return this.#decide(
      'closures',
      { ...act, trackId: null },
      { closures },
      (program, now) => {
        const today = dayOf(now, program.timeZone);
        const problems = problemsOfClosures(program, closures, today);
        if (problems.length > 0) throw badRequest('These closures cannot stand.', problems);
        const closed = closeDays(program, closures);
        if (closed.kind !== 'happened') return closed;
        const after = closed.events.reduce(evolveCapacity, program);
        const short = noticeShortWeeks(after, now);
        const warnings = short.kind === 'happened' ? short.events : [];
        return happened<CapacityEvent>(...closed.events, ...warnings);
      },
      (unit, program) => noteChanges(unit, [program]),
    );
  }

  async #decide(
    kind: string,
    act: ActOnProgram & { readonly trackId: string | null },
    detail: Readonly<Record<string, unknown>>,
    rule: CapacityRule,
    then?: (unit: UnitOfWork, program: Program) => Promise<void>,
  ): Promise<void> {
    const { programId, trackId, version, by, reason } = act;
    const actId = randomUUID();
    const now = new Date().toISOString();
    const cause: Cause = { id: actId, correlationId: actId, recordedTime: now };
    await this.#messaging.transact([programId], async (unit) => {
      const before = (await programStore.load(unit.tx, [programId])).get(programId);
      if (!before) throw notFound('program');
      const [next] = await unit.tx.query(NEXT_VERSION, [programId, version]);
      if (!next) throw preconditionFailed('The program was changed since you read it.');
      const decision = rule(before, now, actId);
      if (decision.kind !== 'happened') throw asProblem(decision.reason);
      const after = decision.events.reduce(evolveCapacity, before);
      await programStore.save(unit.tx, [{ key: programId, before, after }]);
      await keepAct(unit.tx, { id: actId, programId, trackId, kind, by, reason, detail, at: now });
      const publish = decision.events.flatMap((event) =>
        publishCapacity(before, event, 'lifted', now),
      );
      await unit.publish(cause, publish);
      await unit.timers(programId, cause, decision.events.flatMap(timersOfBlocks));
      await then?.(unit, before);
      await announceCapacity(unit, [programId], cause, now);
    });
  }
}
