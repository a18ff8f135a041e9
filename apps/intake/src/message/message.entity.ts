import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message as it came, and its end. */
@Entity('message')
export class MessageEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'claim_key', nullable: true }) claimKey: string | null;
  @Column('text') protocol: string;
  @Column('text') source: string;
  @Column('text') type: string;
  @Column('text', { name: 'control_id', nullable: true }) controlId: string | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Date;
  @Column('text', { name: 'content_type' }) contentType: string;
  @Column('bytea', { name: 'sealed_headers', nullable: true }) sealedHeaders: Buffer | null;
  @Column('bytea', { name: 'sealed_raw', nullable: true }) sealedRaw: Buffer | null;
  @Column('int', { name: 'raw_bytes', nullable: true }) rawBytes: number | null;
  @Column('text', { name: 'raw_digest', nullable: true }) rawDigest: string | null;
  @Column('text', { name: 'raw_dropped', nullable: true }) rawDropped: string | null;
  @Column('timestamptz', { name: 'raw_dropped_at', nullable: true }) rawDroppedAt: Date | null;
  @Column('text') disposition: string;
  @Column('text') reason: string;
  @Column('jsonb') problems: unknown[];
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('text', { name: 'visit_key', nullable: true }) visitKey: string | null;
  @Column('jsonb') produced: unknown[];
  @Column('int') attempts: number;
  @Column('timestamptz', { name: 'parked_at', nullable: true }) parkedAt: Date | null;
  @Column('text', { nullable: true }) note: string | null;
}

/** What makes a message the same when it comes again; or the place of one cancelled beforehand. */
@Entity('claim')
export class ClaimEntity {
  @PrimaryColumn('text') key: string;
  @Column('uuid', { name: 'message_id', nullable: true }) messageId: string | null;
  @Column('text', { name: 'content_hash', nullable: true }) contentHash: string | null;
  @Column('uuid', { name: 'cancelled_by', nullable: true }) cancelledBy: string | null;
}

/** Each reading of raw bytes. */
@Entity('message_access')
export class MessageAccessEntity {
  @PrimaryColumn('bigint') id: string;
  @Column('uuid', { name: 'message_id' }) messageId: string;
  @Column('timestamptz', { name: 'accessed_at' }) accessedAt: Date;
  @Column('text', { name: 'accessed_by', nullable: true }) accessedBy: string | null;
  @Column('text', { nullable: true }) purpose: string | null;
}
