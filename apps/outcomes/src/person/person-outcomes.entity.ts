import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the rules know of a person. The parts are JSON because only the rules look inside. */
@Entity('person_outcomes')
export class PersonOutcomesRow {
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('jsonb')
  state!: Record<string, unknown>;
}

/** A person found to be another one; reads of the retired id answer with the survivor. */
@Entity('person_alias')
export class PersonAliasRow {
  @PrimaryColumn('uuid', { name: 'retired_id' })
  retiredId!: string;

  @Column('uuid', { name: 'survivor_id' })
  survivorId!: string;
}
