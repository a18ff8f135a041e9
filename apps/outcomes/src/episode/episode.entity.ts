import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A course of care, for reading and measuring. */
@Entity('episode')
@Index(['personId'])
export class EpisodeRow {
  @PrimaryColumn('uuid', { name: 'episode_id' })
  episodeId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
