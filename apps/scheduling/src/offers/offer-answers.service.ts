import { Inject, Injectable } from '@nestjs/common';
import type { Decision } from '@handrail/domain';
import type { Messaging, Moment } from '@handrail/messaging';
import { conflict, MESSAGING, notFound } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { acceptOffer, declineOffer } from '../placement/domain/answer-offer.js';
import type { PersonPlacements, PlacementCause } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import { toOutcome } from '../placement/placement.step.js';

const OFFER = `
  SELECT person_id, cause FROM placement WHERE id = $1 AND status <> 'requested'`;

interface OfferRow {
  readonly person_id: string;
  readonly cause: PlacementCause;
}

/** Takes answers to offers under the person's lane; saying the same twice is no error. */
@Injectable()
export class OfferAnswers {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;

  constructor(@Inject(MESSAGING) messaging: Messaging, dataSource: DataSource) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
  }

  async accept(placementId: string): Promise<void> {
    await this.#answer(placementId, ({ state }) => acceptOffer(state, placementId));
  }

  async decline(placementId: string, reason: string): Promise<void> {
    await this.#answer(placementId, (moment) =>
      declineOffer(moment.state, { placementId, reason }, moment),
    );
  }

  /** The answer happens now, and leads back to the determination the offer was made for. */
  async #answer(
    placementId: string,
    rule: (moment: Moment<PersonPlacements>) => Decision<PlacementEvent>,
  ): Promise<void> {
    const rows: OfferRow[] = await this.#dataSource.query(OFFER, [placementId]);
    const offer = rows[0];
    if (!offer) throw notFound('offer');
    const cause = { ...offer.cause, recordedTime: new Date().toISOString() };
    const refusedBecause = await this.#messaging.command<PersonPlacements, string | null>(
      offer.person_id,
      cause,
      (moment) => {
        const decision = rule(moment);
        const result = decision.kind === 'happened' ? null : decision.reason;
        return { outcome: toOutcome(moment.state, decision, moment.now), result };
      },
    );
    if (refusedBecause?.startsWith('already-') === false)
      throw conflict(refusedBecause, 'The offer is not open any more.');
  }
}
