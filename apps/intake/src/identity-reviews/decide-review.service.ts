import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@handrail/messaging';
import { badRequest, conflict, MESSAGING, type PurposeDto } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../intake.tokens.js';
import { merge } from '../apply/apply-merge.js';
import type { Identification } from '../person/identification.js';
import { Unmerge } from '../unmerge/unmerge.js';
import { foldVisits } from '../stay/fold-visits.js';
import type { DecideDto, LinkDto, UndoDto } from './identity-review.dto.js';
import { IdentityReviewsReader, type ReviewRow } from './identity-reviews.reader.js';

/** What a person can do about two persons who may be one. Each act has an opposite. */
@Injectable()
export class DecideReview {
  readonly #db: DataSource;
  readonly #messaging: Messaging;
  readonly #identification: Identification;
  readonly #reviews: IdentityReviewsReader;
  readonly #unmerging: Unmerge;

  constructor(
    db: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(IDENTIFICATION) identification: Identification,
    reviews: IdentityReviewsReader,
    unmerging: Unmerge,
  ) {
    this.#db = db;
    this.#messaging = messaging;
    this.#identification = identification;
    this.#reviews = reviews;
    this.#unmerging = unmerging;
  }

  /** They are one person: merges them. */
  async link(id: string, wish: LinkDto): Promise<void> {
    const review = await this.#open(id);
    const pair = [review.person_a, review.person_b];
    // Ids begin with the time they were made, so the lesser one has been known longer.
    const survivorId = wish.survivorId?.toLowerCase() ?? [...pair].sort()[0]!;
    if (!pair.includes(survivorId))
      throw badRequest('The survivor is not one of the two.', [
        { path: '/survivorId', reason: 'is somebody else', accepted: 'one of the two persons' },
      ]);
    const retiredId = pair.find((each) => each !== survivorId)!;
    await this.#messaging.transact(pair, async (unit) => {
      await settle(unit.tx, { id, from: 'open', to: 'linked', ...wish });
      const recordedTime = new Date().toISOString();
      const cause = { id, correlationId: review.message_id ?? id, recordedTime };
      const { survivorId: staying, events } = await merge(unit.tx, this.#identification.vault, {
        ...{ survivorId, retiredId, causeId: id, at: recordedTime, ordinal: 0, kind: 'reviewed' },
      });
      await unit.publish(cause, events);
      await foldVisits(unit, cause, staying);
    });
  }

  /** They are two persons: nobody is asked again, and no likeness links them. */
  async keepApart(id: string, wish: DecideDto): Promise<void> {
    const review = await this.#open(id);
    await this.#messaging.transact([review.person_a, review.person_b], (unit) =>
      settle(unit.tx, { id, from: 'open', to: 'kept-apart', ...wish }),
    );
  }

  /** Takes a decision back: who was kept apart is asked about again, who was linked is two again. */
  async undo(id: string, wish: UndoDto): Promise<void> {
    const review = await this.#reviews.row(id);
    if (review.status === 'kept-apart')
      return this.#messaging.transact([review.person_a, review.person_b], (unit) =>
        settle(unit.tx, { id, from: 'kept-apart', to: 'open', ...wish }),
      );
    if (review.status !== 'linked' || !review.merge_id || !review.survivor_id)
      throw conflict('nothing-to-undo', 'There is no decision of this review to take back.');
    const now = new Date().toISOString();
    await this.#unmerging.undo(review.survivor_id, review.merge_id, wish.reason, now, ({ tx }) =>
      tx.query('UPDATE identity_review SET decided_by = $2, decided_reason = $3 WHERE id = $1', [
        id,
        wish.by ?? null,
        wish.reason,
      ]),
    );
  }

  /** Writes down who is about to read what both records say, and what for. */
  async noteReading(id: string, { by, purpose }: PurposeDto): Promise<void> {
    await this.#db.query(
      `INSERT INTO identity_review_access (review_id, accessed_at, accessed_by, purpose)
       VALUES ($1, now(), $2, $3)`,
      [id, by ?? null, purpose],
    );
  }

  async #open(id: string): Promise<ReviewRow> {
    const row = await this.#reviews.row(id);
    if (row.status !== 'open') throw decided();
    return row;
  }
}

const decided = () => conflict('review-decided', 'This review has been decided already.');

interface Settling extends DecideDto {
  readonly id: string;
  readonly from: 'open' | 'kept-apart';
  readonly to: 'open' | 'linked' | 'kept-apart';
}

/** Refused when somebody was quicker. */
async function settle(
  tx: { query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> },
  { id, from, to, by, reason }: Settling,
): Promise<void> {
  const rows = await tx.query(
    `UPDATE identity_review SET status = $3, decided_by = $4, decided_reason = $5,
       decided_at = CASE WHEN $3 = 'open' THEN NULL ELSE now() END
     WHERE id = $1 AND status = $2 RETURNING id`,
    [id, from, to, by ?? null, reason ?? null],
  );
  if (rows.length === 0) throw decided();
}
