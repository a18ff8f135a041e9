import type { Tx } from '@handrail/messaging';

/** Something a person did about a program, as it is kept. */
export interface ProgramAct {
  readonly id: string;
  readonly programId: string;
  readonly trackId: string | null;
  readonly kind: string;
  readonly by: string;
  readonly reason: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly at: string;
}

const INSERT = `
  INSERT INTO program_act (id, program_id, track_id, kind, done_by, reason, detail, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Who acted, why and when stays in the service: no event names a person who works there. */
export async function keepAct(tx: Tx, act: ProgramAct): Promise<void> {
  const { id, programId, trackId, kind, by, reason, detail, at } = act;
  await tx.query(INSERT, [id, programId, trackId, kind, by, reason, JSON.stringify(detail), at]);
}

/** The version a person has to have read; an act raises it, so that of two only one counts. */
export const NEXT_VERSION = `
  UPDATE program SET version = version + 1, updated_at = clock_timestamp()
  WHERE id = $1 AND version = $2 RETURNING version`;
