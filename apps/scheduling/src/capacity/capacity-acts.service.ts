import { Inject, Injectable } from '@nestjs/common';
import type { Decision, PlaceBlockReason } from '@handrail/domain';
import type { Cause, Messaging } from '@handrail/messaging';
import { MESSAGING, notFound, preconditionFailed } from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { announceCapacity } from '../program/announce-capacity.js';
import { blockPlaces, unblockPlaces } from '../program/domain/block-places.js';
import type { Program } from '../program/domain/program.js';
import { reportCapacity } from '../program/domain/report-capacity.js';
import { programStore } from '../program/program.store.js';
import { asProblem } from './as-problem.js';
import { evolvePlaces, type CapacityEvent } from './capacity-event.js';
import { publishPlaces, timersOfPlaces } from './capacity.publish.js';
import { keepAct, NEXT_VERSION } from './program-act.sql.js';

/** Somebody acts on a track of a program as they have seen it. */
export interface ActOnTrack {
  readonly programId: string;
  readonly trackId: string;
  readonly version: number;
  readonly by: string;
  readonly reason: string;
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

  async #decide(
    kind: string,
    act: ActOnTrack,
    detail: Readonly<Record<string, unknown>>,
    rule: CapacityRule,
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
      const after = decision.events.reduce(evolvePlaces, before);
      await programStore.save(unit.tx, [{ key: programId, before, after }]);
      await keepAct(unit.tx, { id: actId, programId, trackId, kind, by, reason, detail, at: now });
      const publish = decision.events.flatMap((event) =>
        publishPlaces(before, event, 'lifted', now),
      );
      await unit.publish(cause, publish);
      await unit.timers(programId, cause, decision.events.flatMap(timersOfPlaces));
      await announceCapacity(unit, [programId], cause, now);
    });
  }
}
