import { Inject, Injectable } from '@nestjs/common';
import type { Decision } from '@handrail/domain';
import type { Messaging, Moment } from '@handrail/messaging';
import { MESSAGING } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { ActByHand, PlacementActRefusal } from '../placement/domain/acts/act.js';
import { endPlace } from '../placement/domain/acts/end-place.js';
import { extendByHand } from '../placement/domain/acts/extend-by-hand.js';
import { holdPlace, releasePlace } from '../placement/domain/acts/hold-place.js';
import { moveStart } from '../placement/domain/acts/move-start.js';
import { noteArrival, takeBackArrival } from '../placement/domain/acts/note-arrival.js';
import { reviewAgain, reviewPlace } from '../placement/domain/acts/review-place.js';
import type { PersonPlacements } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import { toOutcome } from '../placement/placement.step.js';
import { knownPlacement } from './act-cause.js';
import { asProblem } from './as-problem.js';

/** What people do with a place that takes no place from anybody else, under the person's lane. */
@Injectable()
export class PlacementActs {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;

  constructor(@Inject(MESSAGING) messaging: Messaging, dataSource: DataSource) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
  }

  end(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => endPlace(state, act, now));
  }

  extend(act: ActByHand, weeks: number): Promise<void> {
    return this.decide(act, ({ state, now }) => extendByHand(state, { ...act, weeks }, now));
  }

  reschedule(act: ActByHand, startsOn: string): Promise<void> {
    return this.decide(act, ({ state, now }) => moveStart(state, { ...act, startsOn }, now));
  }

  hold(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => holdPlace(state, act, now));
  }

  release(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => releasePlace(state, act, now));
  }

  arrived(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => noteArrival(state, act, now));
  }

  notArrived(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => takeBackArrival(state, act, now));
  }

  reviewed(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => reviewPlace(state, act, now));
  }

  reviewAgain(act: ActByHand): Promise<void> {
    return this.decide(act, ({ state, now }) => reviewAgain(state, act, now));
  }

  /** Applies a rule to the person of a placement; what it refuses is a problem. */
  async decide(
    { placementId }: ActByHand,
    rule: (moment: Moment<PersonPlacements>) => Decision<PlacementEvent>,
  ): Promise<void> {
    const { personId, cause } = await knownPlacement(this.#dataSource, placementId);
    const refusal = await this.#messaging.command<PersonPlacements, PlacementActRefusal | null>(
      personId,
      cause,
      (moment) => {
        const decision = rule(moment);
        const result =
          decision.kind === 'happened' ? null : (decision.reason as PlacementActRefusal);
        return { outcome: toOutcome(moment.state, decision, moment.now), result };
      },
    );
    if (refusal !== null) throw asProblem(refusal);
  }
}
