import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { EmergencyAccessAnswer } from '@handrail/contracts';
import {
  EMERGENCY_FINDINGS,
  EMERGENCY_REASONS,
  type EmergencyFinding,
  type EmergencyReason,
} from '@handrail/domain';
import { IsIn, IsUUID, Matches } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { ActDto, WhoDto } from '../acts/acts.dto.js';
import type { EmergencyRow } from './emergency.sql.js';

export const EMERGENCY_STATES = ['open', 'to-review', 'reviewed'] as const;
export type EmergencyState = (typeof EMERGENCY_STATES)[number];

export class OpenEmergencyDto extends WhoDto {
  @ApiProperty({ format: 'uuid', description: 'A placement of the person, as a Task names it.' })
  @IsUUID()
  placementId!: string;

  @ApiProperty({ enum: EMERGENCY_REASONS, description: 'The emergency, as a code.' })
  @IsIn(EMERGENCY_REASONS)
  reason!: EmergencyReason;

  @ApiPropertyOptional({
    example: 'birch-house',
    description: 'Who is to know. Somebody of another organisation opens it for their own.',
  })
  @MayBeAbsent()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  organisation?: string;
}

export class ReviewEmergencyDto extends ActDto {
  @ApiProperty({ enum: EMERGENCY_FINDINGS })
  @IsIn(EMERGENCY_FINDINGS)
  finding!: EmergencyFinding;
}

class EmergencyActView {
  @ApiProperty() kind: string;
  @ApiProperty() by: string;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class EmergencyAccessView implements EmergencyAccessAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty() organisation: string;
  @ApiProperty({ enum: EMERGENCY_REASONS }) reason: string;
  @ApiProperty() openedBy: string;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it ends, or ended.' }) until: string;
  @ApiProperty({ enum: EMERGENCY_STATES }) state: EmergencyState;
  @ApiProperty({ enum: EMERGENCY_FINDINGS, nullable: true, type: String }) finding: string | null;
  @ApiProperty({ type: String, nullable: true }) reviewedBy: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) reviewedAt: string | null;
  @ApiProperty({ description: 'How often something was told under it.' }) disclosures: number;
  @ApiProperty({ type: [EmergencyActView], description: 'What people did with it.' })
  acts: EmergencyActView[];
  @ApiProperty({ description: 'What If-Match has to name, in quotes.' }) version: number;
}

export class EmergencyAccessPage {
  @ApiProperty({ type: [EmergencyAccessView] }) items: EmergencyAccessView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function toEmergencyView(row: EmergencyRow, now: string): EmergencyAccessView {
  const until = row.closed_at ?? row.until;
  return {
    ...{ id: row.id, personId: row.person_id, placementId: row.placement_id },
    ...{ organisation: row.organisation, reason: row.reason, openedBy: row.opened_by },
    ...{ openedAt: row.opened_at.toISOString(), until: until.toISOString() },
    state: stateOf(row, now),
    ...{ finding: row.finding, reviewedBy: row.reviewed_by, disclosures: row.disclosures },
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    acts: row.acts.map((act) => ({ ...act })),
    version: row.version,
  };
}

function stateOf(
  { closed_at: closedAt, until, finding }: EmergencyRow,
  now: string,
): EmergencyState {
  if ((closedAt ?? until).getTime() > Date.parse(now)) return 'open';
  return finding === null ? 'to-review' : 'reviewed';
}
