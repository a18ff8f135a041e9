import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { PROGRAM_LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { PLACEMENT_STATUSES, REASSESSMENT_STATUSES } from '../api/names.js';
import type { PlacementItem, ReassessmentItem } from '../api/lists.js';
import type { PlacementStatus, ReassessmentPhase } from '../api/names.js';
import { IsTimeZone } from './time-zone.js';

const TRIGGERS = [...TRIGGER_KINDS, 'unknown'];

class ListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: TRIGGERS })
  @MayBeAbsent()
  @IsIn(TRIGGERS)
  trigger?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;
}

export class ReassessmentsQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ enum: [...REASSESSMENT_STATUSES, 'active'] })
  @MayBeAbsent()
  @IsIn([...REASSESSMENT_STATUSES, 'active'])
  status?: string;

  @ApiPropertyOptional({ enum: ['opened', 'due'], default: 'opened' })
  @MayBeAbsent()
  @IsIn(['opened', 'due'])
  sort?: 'opened' | 'due';
}

export class PlacementsQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ enum: PLACEMENT_STATUSES })
  @MayBeAbsent()
  @IsIn([...PLACEMENT_STATUSES])
  status?: string;

  @ApiPropertyOptional({ enum: PROGRAM_LEVELS })
  @MayBeAbsent()
  @IsIn([...PROGRAM_LEVELS])
  level?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  programId?: string;

  @ApiPropertyOptional({ enum: ['today'], description: 'Only places confirmed today in `tz`.' })
  @MayBeAbsent()
  @IsIn(['today'])
  confirmed?: 'today';

  @ApiPropertyOptional({ default: 'UTC', description: 'IANA time zone.' })
  @MayBeAbsent()
  @IsTimeZone()
  tz?: string;
}

export class ReassessmentItemDto implements ReassessmentItem {
  @ApiProperty() id: string;
  @ApiProperty() personId: string;
  @ApiProperty({ enum: REASSESSMENT_STATUSES }) status: ReassessmentPhase;
  @ApiProperty({ type: String, nullable: true }) trigger: string | null;
  @ApiProperty({ type: String, nullable: true }) openedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) dueAt: string | null;
  @ApiProperty({ type: String, nullable: true }) determinedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) level: string | null;
  @ApiProperty({ type: String, nullable: true }) mode: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class ReassessmentPageDto {
  @ApiProperty({ type: [ReassessmentItemDto] }) items: ReassessmentItemDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class PlacementItemDto implements PlacementItem {
  @ApiProperty() id: string;
  @ApiProperty() personId: string;
  @ApiProperty({ type: String, nullable: true }) reassessmentId: string | null;
  @ApiProperty({ enum: PLACEMENT_STATUSES }) status: PlacementStatus;
  @ApiProperty({ type: String, nullable: true }) level: string | null;
  @ApiProperty({ type: String, nullable: true }) programId: string | null;
  @ApiProperty({ type: String, nullable: true }) programName: string | null;
  @ApiProperty({ type: String, nullable: true }) trackId: string | null;
  @ApiProperty({ type: String, nullable: true }) startsOn: string | null;
  @ApiProperty({ type: String, nullable: true }) trigger: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) requestedAt: string | null;
  @ApiProperty() changedAt: string;
  @ApiProperty({ type: String, nullable: true }) messageId: string | null;
}

export class PlacementPageDto {
  @ApiProperty({ type: [PlacementItemDto] }) items: PlacementItemDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
