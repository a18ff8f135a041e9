import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A track with its places. `used` and `held` are changed by placements alone. */
@Entity('track')
@Check('track_used', 'used >= 0')
@Check('track_held', 'held >= 0')
@Check('track_not_overbooked', 'used + held <= capacity')
@Check('track_planned', 'planned_capacity >= 0 AND planned_capacity < capacity')
export class TrackRow {
  @PrimaryColumn('text', { name: 'program_id' }) programId: string;
  @PrimaryColumn('text') id: string;
  @Column('integer') position: number;
  @Column('text', { array: true }) days: string[];
  /** `HH:MM` in the program's zone; null for round-the-clock care. */
  @Column('text', { nullable: true }) opens: string | null;
  @Column('text', { nullable: true }) closes: string | null;
  @Column('text') modality: string;
  @Column('integer') capacity: number;
  @Column('integer', { name: 'planned_capacity', nullable: true }) plannedCapacity: number | null;
  @Column('integer', { default: 0 }) used: number;
  @Column('integer', { default: 0 }) held: number;
  @Column('integer', { name: 'occupied_reported', nullable: true })
  occupiedReported: number | null;
  @Column('integer', { name: 'taken_elsewhere', default: 0 }) takenElsewhere: number;
  @Column('timestamptz', { name: 'as_of', nullable: true }) asOf: Date | null;
  /** Grows with every change of the counts; `capacity-changed` has told up to the other one. */
  @Column('bigint', { default: 1 }) version: string;
  @Column('bigint', { name: 'announced_version', default: 0 }) announcedVersion: string;
}
