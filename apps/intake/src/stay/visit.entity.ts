import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A visit number of a facility: what was reported, and the stays that follow from it. */
@Entity('visit')
export class VisitEntity {
  @PrimaryColumn('text') key: string;
  @Column('text', { name: 'number_key', nullable: true }) numberKey: string | null;
  @Column('text', { array: true }) patients: string[];
  @Column('text') facility: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('jsonb') state: object;
  @Column('jsonb') stays: object[];
}

/** The newest report of a program's places. */
@Entity('capacity_report')
export class CapacityReportEntity {
  @PrimaryColumn('text', { name: 'program_id' }) programId: string;
  @PrimaryColumn('text', { name: 'track_id' }) trackId: string;
  @Column('int') capacity: number;
  @Column('int') occupied: number;
  @Column('timestamptz', { name: 'as_of' }) asOf: Date;
  @Column('uuid', { name: 'message_id' }) messageId: string;
}
