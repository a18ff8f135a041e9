import { randomUUID } from 'node:crypto';
import type { Cause } from '@handrail/messaging';
import { notFound } from '@handrail/platform';
import type { DataSource } from 'typeorm';
import type { PlacementCause } from '../placement/domain/placement.js';

const KNOWN = `
  SELECT person_id, program_id, cause FROM placement WHERE id = $1 AND status <> 'requested'`;

interface KnownRow {
  readonly person_id: string;
  readonly program_id: string | null;
  readonly cause: PlacementCause;
}

/** Whose placement somebody acts on, and what the events that follow lead back to. */
export interface KnownPlacement {
  readonly personId: string;
  readonly programId: string | null;
  readonly cause: Cause;
}

/** An act happens now, has ids of its own, and leads back to the determination behind the placement. */
export async function knownPlacement(dataSource: DataSource, id: string): Promise<KnownPlacement> {
  const [row]: KnownRow[] = await dataSource.query(KNOWN, [id]);
  if (!row) throw notFound('placement');
  return {
    personId: row.person_id,
    programId: row.program_id,
    cause: {
      ...row.cause,
      id: randomUUID(),
      namedCauseId: row.cause.id,
      recordedTime: new Date().toISOString(),
    },
  };
}
