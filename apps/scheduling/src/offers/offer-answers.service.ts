import { Inject, Injectable } from '@nestjs/common';
import { MINUTE_MS, type Decision } from '@handrail/domain';
import type { Messaging, Moment } from '@handrail/messaging';
import { conflict, MESSAGING, notFound, SERVICE_SETTINGS } from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  acceptOffer,
  acknowledgeOffer,
  declineOffer,
  type OfferAcceptance,
  type AnswerToOffer,
  type Refusal,
} from '../placement/domain/answer-offer.js';
import { recordPersonsAnswer, type PersonsAnswer } from '../placement/domain/person-answer.js';
import type { PersonPlacements, PlacementCause } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import { toOutcome } from '../placement/placement.step.js';
import type { SchedulingSettings } from '../scheduling.settings.js';

/** The first offer of a placement has its id, so that a placement that was never offered is found, too. */
const ASKED = `
  SELECT id, person_id, cause FROM placement
  WHERE id = coalesce((SELECT placement_id FROM offer WHERE id = $1), $1) AND status <> 'requested'`;

interface AskedRow {
  readonly id: string;
  readonly person_id: string;
  readonly cause: PlacementCause;
}

type Rule = (moment: Moment<PersonPlacements>) => Decision<PlacementEvent>;

const REFUSALS: Readonly<Record<string, string>> = {
  'offer-not-open': 'The offer is not open any more.',
  'person-not-asked': 'The person is asked first: their own yes has to be on record.',
  'nothing-to-ask': 'There is no place the person could say yes or no to.',
  'already-arrived': 'The person has come already.',
};

/** Takes answers to offers under the person's lane; answering the same twice is no error. */
@Injectable()
export class OfferAnswers {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;
  readonly #settings: SchedulingSettings;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
  ) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
    this.#settings = settings;
  }

  /** Each answers the id of the placement the offer belongs to. */
  acknowledge(answer: AnswerToOffer): Promise<string> {
    const answerMs = this.#settings.OFFER_ANSWER_MINUTES * MINUTE_MS;
    return this.#answer(answer.offerId, ({ state, now }) =>
      acknowledgeOffer(state, answer, { now, answerMs }),
    );
  }

  accept(answer: OfferAcceptance): Promise<string> {
    const needsPersonsYes = this.#settings.PERSONS_YES_FIRST;
    return this.#answer(answer.offerId, ({ state, now }) =>
      acceptOffer(state, answer, { now, needsPersonsYes }),
    );
  }

  decline(refusal: Refusal): Promise<string> {
    return this.#answer(refusal.offerId, (moment) => declineOffer(moment.state, refusal, moment));
  }

  recordPersonsAnswer(answer: PersonsAnswer): Promise<string> {
    return this.#answer(answer.placementId, (moment) =>
      recordPersonsAnswer(moment.state, answer, moment),
    );
  }

  /** The answer happens now, has ids of its own, and leads back to the determination behind the offer. */
  async #answer(id: string, rule: Rule): Promise<string> {
    const [asked]: AskedRow[] = await this.#dataSource.query(ASKED, [id]);
    if (!asked) throw notFound('offer');
    const recordedTime = new Date().toISOString();
    const cause = { ...asked.cause, id: randomUUID(), namedCauseId: asked.cause.id, recordedTime };
    const refusedBecause = await this.#messaging.command<PersonPlacements, string | null>(
      asked.person_id,
      cause,
      (moment) => {
        const decision = rule(moment);
        const result = decision.kind === 'happened' ? null : decision.reason;
        return { outcome: toOutcome(moment.state, decision, moment.now), result };
      },
    );
    const words = refusedBecause === null ? undefined : REFUSALS[refusedBecause];
    if (words) throw conflict(refusedBecause!, words);
    return asked.id;
  }
}
