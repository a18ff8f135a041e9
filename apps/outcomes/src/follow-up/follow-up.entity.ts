import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A follow-up window, for reading and measuring. The rule keeps its own copy in the state. */
@Entity('follow_up')
@Index(['dueAt', 'followUpId'])
@Index(['personId'])
export class FollowUpRow {
  @PrimaryColumn('uuid', { name: 'follow_up_id' })
  followUpId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('uuid', { name: 'stay_id' })
  stayId!: string;

  @Column('smallint')
  days!: number;

  @Column('timestamptz', { name: 'discharged_at' })
  dischargedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text')
  status!: string;

  @Column('timestamptz', { name: 'met_at', nullable: true })
  metAt!: Date | null;
}
