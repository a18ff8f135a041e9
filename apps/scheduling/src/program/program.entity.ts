import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A program of the network; its places are in `track`. */
@Entity('program')
export class ProgramRow {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  @Column('text') level: string;
  @Column('text', { array: true }) regions: string[];
  @Column('text', { name: 'time_zone' }) timeZone: string;
  @Column('text', { array: true }) payers: string[];
  @Column('text', { array: true }) capabilities: string[];
  @Column('text') acceptance: string;
  @Column('boolean', { default: false }) closed: boolean;
  /** The ETag: grows with every change by an operator, not with every placement. */
  @Column('integer', { default: 1 }) version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
