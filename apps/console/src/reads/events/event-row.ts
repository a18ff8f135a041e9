import { wordsOf } from '@handrail/contracts';
import type { EventOutcome, PublishingService } from '../../api/names.js';
import type { EventRow } from '../../api/events.js';
import { eventName } from '../../event/domain/event-name.js';

/** A row of `recent_event` as the driver gives it. */
export interface EventRecord {
  readonly seq: string;
  readonly id: string;
  readonly type: string;
  readonly service: string;
  readonly key: string;
  readonly person_id: string | null;
  readonly program_id: string | null;
  readonly time: Date;
  readonly recorded_time: Date;
  readonly received_at: Date;
  readonly causation_id: string;
  readonly correlation_id: string;
  readonly source: string;
  readonly traceparent: string | null;
  readonly outcome: string;
  readonly data: Record<string, unknown>;
}

export const EVENT_COLUMNS = `seq, id, type, service, key, person_id, program_id, time,
  recorded_time, received_at, causation_id, correlation_id, source, traceparent, outcome, data`;

/** Words are made when read, so that better words reach old rows too. */
export function toEventRow(row: EventRecord): EventRow {
  const { title, facts } = wordsOf(row.type, row.data);
  return {
    seq: row.seq,
    id: row.id,
    type: row.type,
    name: eventName(row.type)?.name ?? row.type,
    service: row.service as PublishingService,
    time: row.time.toISOString(),
    recordedTime: row.recorded_time.toISOString(),
    receivedAt: row.received_at.toISOString(),
    personId: row.person_id,
    programId: row.program_id,
    outcome: row.outcome as EventOutcome,
    title,
    facts,
    causationId: row.causation_id,
    correlationId: row.correlation_id,
  };
}
