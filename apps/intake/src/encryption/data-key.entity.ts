import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A wrapped key. Without its row everything it sealed is unreadable for ever. */
@Entity('data_key')
export class DataKeyEntity {
  @PrimaryColumn('uuid') id: string;
  /** Whose data it seals now; null for a message of nobody known. */
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('uuid', { name: 'made_for', nullable: true }) madeFor: string | null;
  @Column('bytea') wrapped: Buffer;
}

/** One row: by what the master key is recognised. */
@Entity('master_key_print')
export class MasterKeyPrintEntity {
  @PrimaryColumn('boolean', { name: 'one_row' }) oneRow: boolean;
  @Column('bytea') print: Buffer;
}
