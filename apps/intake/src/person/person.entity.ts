import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Someone a message was about, under a pseudonymous id. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('bytea', { name: 'sealed_details' }) sealedDetails: Buffer;
  @Column('timestamptz', { name: 'registered_at' }) registeredAt: Date;
  @Column('uuid', { name: 'merged_into', nullable: true }) mergedInto: string | null;
}

/** What an authority calls a person; a trusted one belongs to one person only. */
@Entity('identifier')
export class IdentifierEntity {
  @PrimaryColumn('text', { name: 'id_hash' }) idHash: string;
  @PrimaryColumn('uuid', { name: 'person_id' }) personId: string;
  @Column('text') system: string;
  @Column('bytea', { name: 'sealed_value' }) sealedValue: Buffer;
  @Column('boolean') trusted: boolean;
  @Column('timestamptz', { name: 'first_seen_at' }) firstSeenAt: Date;
  @Column('boolean', { name: 'is_guess' }) isGuess: boolean;
  @Column('boolean', { name: 'is_shared' }) isShared: boolean;
  @Column('boolean', { name: 'is_local' }) isLocal: boolean;
}

/** A message that named a number which several persons share, and whom it is taken to be of. */
@Entity('number_sighting')
export class NumberSightingEntity {
  @PrimaryColumn('text', { name: 'id_hash' }) idHash: string;
  @PrimaryColumn('uuid', { name: 'message_id' }) messageId: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('timestamptz', { name: 'seen_at' }) seenAt: Date;
  @Column('boolean', { name: 'is_certain' }) isCertain: boolean;
}

/** A merge with what it moved. */
@Entity('person_merge')
export class PersonMergeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'survivor_id' }) survivorId: string;
  @Column('uuid', { name: 'retired_id' }) retiredId: string;
  @Column('uuid', { name: 'cause_id' }) causeId: string;
  @Column('timestamptz', { name: 'merged_at' }) mergedAt: Date;
  @Column('jsonb') moved: object;
  @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt: Date | null;
  @Column('text', { name: 'undone_reason', nullable: true }) undoneReason: string | null;
  @Column('uuid', { name: 'restored_id', nullable: true }) restoredId: string | null;
  @Column('text') kind: string;
}

/** Two persons who may be one, for a human to decide. */
@Entity('identity_review')
export class IdentityReviewEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'person_a' }) personA: string;
  @Column('uuid', { name: 'person_b' }) personB: string;
  @Column('text') reason: string;
  @Column('uuid', { name: 'message_id', nullable: true }) messageId: string | null;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('text') status: string;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @Column('real', { name: 'score_bits', nullable: true }) scoreBits: number | null;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column('text', { name: 'decided_reason', nullable: true }) decidedReason: string | null;
}

/** Each reading of what two persons under review say of themselves. */
@Entity('identity_review_access')
export class IdentityReviewAccessEntity {
  @PrimaryColumn('bigint') id: string;
  @Column('uuid', { name: 'review_id' }) reviewId: string;
  @Column('timestamptz', { name: 'accessed_at' }) accessedAt: Date;
  @Column('text', { name: 'accessed_by', nullable: true }) accessedBy: string | null;
  @Column('text') purpose: string;
}

/** A consent under 42 CFR 2.31 as last reported. */
@Entity('consent')
export class ConsentEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') kind: string;
  @Column('text') status: string;
  @Column('bytea', { name: 'sealed_document' }) sealedDocument: Buffer;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt: Date;
}
