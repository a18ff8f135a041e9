import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line of a journey; written once, never changed except for the person after a merge. */
@Entity('journey_item')
@Index(['personId', 'at', 'rank', 'eventId'])
@Index(['messageId'])
export class JourneyItemRow {
  @PrimaryColumn('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('smallint')
  rank!: number;

  @Column('text')
  kind!: string;

  @Column('text')
  title!: string;

  @Column('text', { name: 'caused_by' })
  causedBy!: string;

  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('jsonb')
  about!: Record<string, string>;
}
