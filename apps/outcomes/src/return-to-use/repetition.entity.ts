import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A repeated return to use that was announced, for reading and measuring. */
@Entity('repetition')
@Index(['personId'])
export class RepetitionRow {
  @PrimaryColumn('uuid', { name: 'detection_id' })
  detectionId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  pattern!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  status!: string;
}
