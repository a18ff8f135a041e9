import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One request for a place, from the line to its end. */
@Entity('placement')
@Index('placement_one_confirmed', ['personId'], { unique: true, where: `status = 'confirmed'` })
export class PlacementRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') level: string;
  @Column('text') status: string;
  /** Determinations that still ask for this placement. */
  @Column('jsonb') support: unknown;
  /** What was known about the person's needs when the place was asked for. */
  @Column('jsonb') need: unknown;
  @Column('text', { nullable: true }) region: string | null;
  @Column('smallint', { name: 'priority_class' }) priorityClass: number;
  @Column('timestamptz', { name: 'priority_since' }) prioritySince: Date;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt: Date;
  @Column('timestamptz', { name: 'determined_at' }) determinedAt: Date;
  @Column('text', { name: 'program_id', nullable: true }) programId: string | null;
  @Column('text', { name: 'track_id', nullable: true }) trackId: string | null;
  @Column('date', { name: 'starts_on', nullable: true }) startsOn: string | null;
  @Column('jsonb', { nullable: true }) plan: unknown;
  @Column('text', { name: 'wait_reason', nullable: true }) waitReason: string | null;
  @Column('text', { name: 'end_reason', nullable: true }) endReason: string | null;
  @Column('timestamptz', { name: 'offer_expires_at', nullable: true })
  offerExpiresAt: Date | null;
  @Column('text', { name: 'declined_tracks', array: true }) declinedTracks: string[];
  @Column('text', { name: 'preferred_track', nullable: true }) preferredTrack: string | null;
  @Column('uuid', { name: 'displaced_by', nullable: true }) displacedBy: string | null;
  @Column('uuid', { nullable: true }) follows: string | null;
  @Column('boolean', { default: false }) attended: boolean;
  @Column('text', { name: 'needs_review', nullable: true }) needsReview: string | null;
  /** The allocator looks at it on its next turn. */
  @Column('boolean', { name: 'needs_look' }) needsLook: boolean;
  @Column('text', { name: 'eligible_tracks', array: true }) eligibleTracks: string[];
  @Column('bigint', { name: 'weighed_version' }) weighedVersion: string;
  /** Null until somebody looked. */
  @Column('jsonb', { nullable: true }) candidates: unknown;
  @Column('jsonb') cause: unknown;
  /** The determination shown as the cause. */
  @Column('uuid', { name: 'reassessment_id' }) reassessmentId: string;
  @Column('uuid', { name: 'determination_id' }) determinationId: string;
  @Column('uuid', { name: 'message_id' }) messageId: string;
  /** Rises when the sessions or whether they take place change. */
  @Column('integer', { default: 0 }) revision: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
