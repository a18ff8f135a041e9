import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Places of a program by track, as scheduling told them last. */
@Entity('program_places')
export class ProgramPlacesRow {
  @PrimaryColumn('text', { name: 'program_id' })
  programId!: string;

  @Column('jsonb')
  tracks!: Record<string, unknown>;
}
