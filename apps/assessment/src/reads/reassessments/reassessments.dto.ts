import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { DeterminationDto } from '../determination.dto.js';

export const STATUSES = ['open', 'in-progress', 'determined', 'withdrawn', 'overdue'] as const;

export class ReassessmentQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID('all', { message: 'personId must be a UUID' })
  personId?: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: TRIGGER_KINDS, description: 'Which trigger opened it' })
  @IsOptional()
  @IsIn(TRIGGER_KINDS)
  trigger?: string;

  @ApiPropertyOptional({ description: 'At most 200, 50 when left out' })
  @IsOptional()
  @IsString()
  limit?: string;

  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export class EvidenceDto {
  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty()
  type!: string;

  @ApiProperty({ format: 'date-time' })
  occurredAt!: string;
}

export class TriggerDto {
  @ApiProperty({ enum: TRIGGER_KINDS })
  kind!: string;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({ format: 'uuid', description: 'The source message it came from' })
  messageId!: string;

  @ApiProperty({ format: 'date-time' })
  occurredAt!: string;

  @ApiProperty({ type: [EvidenceDto] })
  evidence!: EvidenceDto[];
}

/** A reassessment: why, by when, with which ratings, and what was decided. */
export class ReassessmentDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty({ description: 'Also the ETag; send it back as If-Match' })
  version!: number;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiProperty({ format: 'date-time' })
  dueAt!: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  overdueSince!: string | null;

  @ApiProperty({ type: TriggerDto })
  trigger!: TriggerDto;

  @ApiProperty({ type: Object, example: { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 } })
  ratings!: Record<string, number | string>;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  ratedAt!: string | null;

  @ApiProperty({ type: [String], description: 'Ratings too old to count' })
  staleRatings!: string[];

  @ApiProperty({ type: Object, description: 'Facts that bear on placement' })
  context!: object;

  @ApiProperty({ enum: LEVELS, nullable: true })
  currentLevel!: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  placeFrom!: string | null;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ type: String, nullable: true })
  claimedBy!: string | null;

  @ApiPropertyOptional({ type: DeterminationDto, description: 'While a person has to decide' })
  proposal?: DeterminationDto;

  @ApiPropertyOptional({ type: DeterminationDto })
  determination?: DeterminationDto;

  @ApiPropertyOptional({ enum: ['policy', 'clinician'] })
  decidedBy?: string;
}

export class ReassessmentPageDto {
  @ApiProperty({ type: [ReassessmentDto] })
  items!: ReassessmentDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
