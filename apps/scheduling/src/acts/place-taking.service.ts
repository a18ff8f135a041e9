import { Inject, Injectable } from '@nestjs/common';
import { deriveId, MINUTE_MS, type Decision } from '@handrail/domain';
import type { Messaging, UnitOfWork } from '@handrail/messaging';
import { badRequest, MESSAGING, SERVICE_SETTINGS } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { KnownDirectory } from '../allocation/known-directory.js';
import { lockAllocator } from '../allocation/lock-allocator.js';
import type { ActByHand, PlacementActRefusal } from '../placement/domain/acts/act.js';
import { movePlace, type Destination } from '../placement/domain/acts/move-place.js';
import { offerToPrograms } from '../placement/domain/acts/offer-to-programs.js';
import { reinstatePlace } from '../placement/domain/acts/reinstate-place.js';
import type { OfferTerms } from '../placement/domain/offer.js';
import {
  noPlacements,
  placementOf,
  type PersonPlacements,
  type Placement,
} from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import { placementStore } from '../placement/placement.store.js';
import { applyAndPublish } from '../placement/placement.step.js';
import { announceCapacity } from '../program/announce-capacity.js';
import { freePlaces, trackKey } from '../program/domain/program.js';
import type { SchedulingSettings } from '../scheduling.settings.js';
import { knownPlacement, type KnownPlacement } from './act-cause.js';
import { asProblem } from './as-problem.js';
import { destinationFor, findTrack, mayKnowBy } from './destination.js';
import { waitingFor } from './waiting-for.sql.js';

/** A track by its names. */
export interface ChosenTrack {
  readonly programId: string;
  readonly trackId: string;
}

type TakingRule = (
  unit: UnitOfWork,
  person: PersonPlacements,
  placement: Placement,
) => Promise<Decision<PlacementEvent>>;

/**
 * What people do that takes a place. It holds what a turn of the allocator holds, the lanes of person and
 * programs and then the allocator's lock, so that neither gives out what the other has just given; and
 * nobody is put by hand before those in line for the same track.
 */
@Injectable()
export class PlaceTaking {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;
  readonly #settings: SchedulingSettings;
  readonly #directory: KnownDirectory;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    directory: KnownDirectory,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
  ) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
    this.#directory = directory;
    this.#settings = settings;
  }

  /** Answers the id of the placement the person has then. */
  async move(act: ActByHand, to: ChosenTrack): Promise<string> {
    const known = await knownPlacement(this.#dataSource, act.placementId);
    const { id, recordedTime: now } = known.cause;
    const newId = (purpose: string) => deriveId(Date.parse(now), id, purpose);
    const terms = this.#termsAt(now);
    await this.#take(known, act, [to.programId], async (unit, person, held) => {
      const directory = await this.#directory.read(unit.tx);
      const track = findTrack(directory, to.programId, to.trackId);
      if (!track) throw unknownTrack();
      const waiting = await waitingFor(unit.tx, trackKey(to.programId, to.trackId), known.personId);
      const { UNSTATED_ADMISSION_HOURS: unstatedHours } = this.#settings;
      const destination = destinationFor(held, track, {
        ...{ directory, waiting, now, unstatedHours, consents: person.consents },
      });
      return movePlace(person, act, { now, newId, destination, terms });
    });
    return newId('moved');
  }

  /** Asks several programs at once, each with a place that is held for the person. */
  async offer(act: ActByHand, tracks: readonly ChosenTrack[]): Promise<void> {
    const known = await knownPlacement(this.#dataSource, act.placementId);
    const { recordedTime: now } = known.cause;
    const programs = tracks.map(({ programId }) => programId);
    await this.#take(known, act, programs, async (unit, person, placement) => {
      const directory = await this.#directory.read(unit.tx);
      const { UNSTATED_ADMISSION_HOURS: unstatedHours, OFFERS_AT_ONCE: atOnce } = this.#settings;
      const destinations: Destination[] = [];
      for (const { programId, trackId } of tracks) {
        const to = findTrack(directory, programId, trackId);
        if (!to) throw unknownTrack(`/tracks/${destinations.length}/trackId`);
        const key = trackKey(programId, trackId);
        const waiting = await waitingFor(unit.tx, key, known.personId, placement);
        const { consents } = person;
        const circumstances = { directory, waiting, now, unstatedHours, consents };
        destinations.push(destinationFor(placement, to, circumstances));
      }
      return offerToPrograms(person, act, { terms: this.#termsAt(now), atOnce, destinations });
    });
  }

  #termsAt(now: string): OfferTerms {
    return { now, ttlMs: this.#settings.OFFER_TTL_MINUTES * MINUTE_MS };
  }

  async reinstate(act: ActByHand): Promise<void> {
    const known = await knownPlacement(this.#dataSource, act.placementId);
    const { recordedTime: now } = known.cause;
    await this.#take(known, act, [], async (unit, person, { programId, trackId }) => {
      const directory = await this.#directory.read(unit.tx);
      const found = programId && trackId ? findTrack(directory, programId, trackId) : undefined;
      const key = trackKey(programId ?? '', trackId ?? '');
      const waiting = await waitingFor(unit.tx, key, known.personId);
      const free = found ? freePlaces(found.track.places) - waiting : 0;
      const isClosed = found?.program.closed ?? true;
      const mayKnow = mayKnowBy(person.consents, now)(found?.program.organisation);
      return reinstatePlace(person, act, { now, freePlaces: free, isClosed, mayKnow });
    });
  }

  async #take(
    { personId, programId, cause }: KnownPlacement,
    { placementId }: ActByHand,
    to: readonly string[],
    decide: TakingRule,
  ): Promise<void> {
    const programs = [...new Set([...to, ...(programId ? [programId] : [])])];
    const now = cause.recordedTime;
    await this.#messaging.transact([personId, ...programs], async (unit) => {
      await lockAllocator(unit);
      const loaded = await placementStore.load(unit.tx, [personId]);
      const before = loaded.get(personId) ?? noPlacements(personId);
      const placement = placementOf(before, placementId);
      if (!placement) throw asProblem('no-such-placement');
      const decision = await decide(unit, before, placement);
      if (decision.kind !== 'happened') throw asProblem(decision.reason as PlacementActRefusal);
      const { person, publish, timers } = applyAndPublish(before, decision.events, now);
      await placementStore.save(unit.tx, [{ key: personId, before, after: person }]);
      await unit.publish(cause, publish);
      await unit.timers(personId, cause, timers);
      await announceCapacity(unit, programs, cause, now);
    });
  }
}

const unknownTrack = (path = '/trackId') =>
  badRequest('There is no such track.', [
    {
      path,
      reason: 'is not a track of this program',
      accepted: 'ids as GET /v1/programs lists them',
    },
  ]);
