import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A distinct report of a person's details, sealed, to compare later ones with. */
@Entity('match_record')
export class MatchRecordEntity {
  @PrimaryColumn('bigint') id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('bigint') digest: string;
  @Column('bytea') sealed: Buffer;
}

/** A keyed hash that records which may be of one person have in common. */
@Entity('match_key')
export class MatchKeyEntity {
  @PrimaryColumn('bigint') key: string;
  @PrimaryColumn('bigint', { name: 'record_id' }) recordId: string;
}

/** How often a value has been seen, by its keyed hash. */
@Entity('value_frequency')
export class ValueFrequencyEntity {
  @PrimaryColumn('bigint') key: string;
  @Column('bigint') seen: string;
}

/** One row: what is known to whom adds records. */
@Entity('matching_state')
export class MatchingStateEntity {
  @PrimaryColumn('boolean', { name: 'one_row' }) oneRow: boolean;
  @Column('bigint') generation: string;
  @Column('bigint') records: string;
}
