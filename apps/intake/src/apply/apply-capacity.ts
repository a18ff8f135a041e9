import { programCapacityReported } from '@handrail/contracts';
import { outgoing, type Tx } from '@handrail/messaging';
import type { ProgramCapacityReport } from '../inbound/domain/inbound.js';
import type { StatementOutcome } from './working-set.js';

// Only a newer report counts; the program's lane is locked, so that two reports come one by one.
const KEEP = `
  INSERT INTO capacity_report (program_id, track_id, capacity, occupied, as_of, message_id)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (program_id, track_id) DO UPDATE SET capacity = EXCLUDED.capacity,
    occupied = EXCLUDED.occupied, as_of = EXCLUDED.as_of, message_id = EXCLUDED.message_id
    WHERE capacity_report.as_of < EXCLUDED.as_of
  RETURNING program_id`;

/** How full a program is, as the program says. */
export async function applyCapacity(
  tx: Tx,
  report: ProgramCapacityReport,
  messageId: string,
): Promise<StatementOutcome> {
  const { programId, trackId, capacity, occupied, asOf } = report;
  const kept = await tx.query(KEEP, [
    programId,
    trackId ?? '',
    capacity,
    occupied,
    asOf,
    messageId,
  ]);
  if (kept.length === 0)
    return { disposition: 'superseded', reason: 'newer-report-known', events: [], personId: null };
  return {
    disposition: 'applied',
    reason: 'program-capacity-reported',
    events: [outgoing(programCapacityReported, { ...report }, asOf)],
    personId: null,
  };
}
