import { ApiProperty } from '@nestjs/swagger';
import { PLACEABLE_LEVELS, WAIT_REASONS } from '@handrail/domain';
import { deadlinesOf } from '../../placement/domain/priority.js';

export class DeadlinesView {
  @ApiProperty({ type: String, nullable: true, description: 'Admission within 14 days.' })
  due14: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Admission within 120 days when interim services began in time.',
  })
  due120: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Interim services within 48 hours.' })
  due48h: string | null;
}

export class WaitingView {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: PLACEABLE_LEVELS }) level: string;
  @ApiProperty({ type: String, nullable: true }) region: string | null;
  @ApiProperty({ description: '1 pregnant injecting, 2 pregnant, 3 injecting, 4 others' })
  priorityClass: number;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ enum: WAIT_REASONS }) waitReason: string;
  @ApiProperty({ type: DeadlinesView }) deadlines: DeadlinesView;
}

export class WaitlistPage {
  @ApiProperty({ type: [WaitingView] }) items: WaitingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export interface WaitingRow {
  id: string;
  person_id: string;
  level: string;
  region: string | null;
  priority_class: number;
  priority_since: Date;
  requested_at: Date;
  wait_reason: string;
  /** For the cursor, with every digit the database keeps. */
  requested: string;
}

export function toWaitingView(row: WaitingRow): WaitingView {
  const requestedAt = row.requested_at.toISOString();
  return {
    placementId: row.id,
    personId: row.person_id,
    level: row.level,
    region: row.region,
    priorityClass: row.priority_class,
    requestedAt,
    waitReason: row.wait_reason,
    deadlines: deadlinesOf(row.priority_class, requestedAt, row.priority_since.toISOString()),
  };
}
