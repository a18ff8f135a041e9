import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the rules know of a person, as JSON because only the rules look inside. */
@Entity('person_case')
export class PersonCaseRow {
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('jsonb')
  state!: Record<string, unknown>;
}

/** A reassessment for reading: columns to search by, and the document the API answers. */
@Entity('reassessment')
export class ReassessmentRow {
  @PrimaryColumn('uuid', { name: 'reassessment_id' })
  reassessmentId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  status!: string;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { name: 'trigger_kind' })
  triggerKind!: string;

  @Column('int')
  version!: number;

  /** Who works on it; null while it is in the pool. */
  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('timestamptz', { name: 'snoozed_until', nullable: true })
  snoozedUntil!: Date | null;

  @Column('jsonb')
  doc!: Record<string, unknown>;
}

/** A determination as it was made. Rows are never changed: with its inputs it can be made again. */
@Entity('determination')
export class DeterminationRow {
  @PrimaryColumn('uuid', { name: 'determination_id' })
  determinationId!: string;

  @Column('uuid', { name: 'reassessment_id' })
  reassessmentId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('timestamptz', { name: 'determined_at' })
  determinedAt!: Date;

  @Column('text', { name: 'decided_by' })
  decidedBy!: string;

  @Column('text', { name: 'policy_version' })
  policyVersion!: string;

  /** The level that holds: the policy's, or that of the person who overruled it. */
  @Column('text', { nullable: true })
  level!: string | null;

  @Column('jsonb')
  inputs!: Record<string, unknown>;

  @Column('text', { name: 'inputs_hash' })
  inputsHash!: string;

  /** What the policy said. */
  @Column('jsonb')
  result!: Record<string, unknown>;

  @Column('jsonb', { nullable: true })
  override!: Record<string, unknown> | null;

  /** Fingerprint of the tables that decided; null for decisions before it was kept. */
  @Column('text', { name: 'policy_hash', nullable: true })
  policyHash!: string | null;

  /** What the policy said, in short: `result` holds it with its reasons. */
  @Column({ type: 'text', name: 'result_level', nullable: true, insert: false, update: false })
  resultLevel!: string | null;

  @Column({ type: 'text', name: 'result_mode', nullable: true, insert: false, update: false })
  resultMode!: string | null;
}

/** The tables that decided under a version, by their fingerprint. A used version never changes. */
@Entity('policy_use')
export class PolicyUseRow {
  @PrimaryColumn('text')
  version!: string;

  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('timestamptz', { name: 'first_used_at' })
  firstUsedAt!: Date;
}
