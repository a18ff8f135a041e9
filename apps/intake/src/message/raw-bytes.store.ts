import type { Queryable } from '@handrail/messaging';
import type { DropReason } from '../inbound/domain/refused-body.js';

/** What is known of the bytes of a refused message. */
export interface DroppedRow {
  readonly raw_bytes: number | null;
  readonly raw_digest: string | null;
  readonly raw_dropped: DropReason | null;
  readonly raw_dropped_at: Date | null;
}

/** The bytes of a message as they are sealed, or why they are not there. */
export interface RawRow extends DroppedRow {
  readonly sealed_raw: Buffer | null;
  readonly content_type: string;
}

export const DROPPED = 'raw_bytes, raw_digest, raw_dropped, raw_dropped_at';

const READ_NOTED = `
  WITH found AS (SELECT id, sealed_raw, content_type, ${DROPPED} FROM message WHERE id = $1),
       noted AS (INSERT INTO message_access (message_id, accessed_at, accessed_by, purpose)
                 SELECT id, now(), $2, $3 FROM found WHERE sealed_raw IS NOT NULL)
  SELECT sealed_raw, content_type, ${DROPPED} FROM found`;

/** The bytes of a message as they are sealed; that somebody reads them is written down in the same statement. */
export async function readNoted(
  db: Queryable,
  id: string,
  reader: { readonly by?: string; readonly purpose?: string },
): Promise<RawRow | undefined> {
  const [row] = await db.query<RawRow>(READ_NOTED, [id, reader.by ?? null, reader.purpose ?? null]);
  return row;
}
