import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import type {
  Accord,
  FieldComparison,
  IdentityReviewAnswer,
  PageAnswer,
  ReviewStatus,
} from '@handrail/contracts';
import { ActorDto, MayBeAbsent } from '@handrail/platform';
import { REVIEW_REASONS } from '../person/person.store.js';
import { PersonDto } from '../reads/persons/person.dto.js';
import { ACCORDS } from './domain/compare-persons.js';

/** `undone`: they were linked, and the merge has been taken apart again. */
export const REVIEW_STATUSES = [
  'open',
  'linked',
  'kept-apart',
  'undone',
] as const satisfies readonly ReviewStatus[];

/** Who decides, and why; both are kept with the review. */
export class DecideDto extends ActorDto {
  @ApiPropertyOptional({ description: 'Why, for the audit trail. No personal data.' })
  @MayBeAbsent()
  @IsString()
  @Length(3, 500)
  reason?: string;
}

export class LinkDto extends DecideDto {
  @ApiPropertyOptional({ description: 'Who stays; the one known longer when left out.' })
  @MayBeAbsent()
  @IsUUID()
  survivorId?: string;
}

export class UndoDto extends ActorDto {
  @ApiProperty({ description: 'Why, for the audit trail. No personal data.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class FieldComparisonDto implements FieldComparison {
  @ApiProperty({ description: 'A field matching compares, or `authority`.' })
  field: string;

  @ApiProperty({ enum: ACCORDS })
  accord: Accord;
}

export class IdentityReviewDto implements IdentityReviewAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: REVIEW_REASONS })
  reason: string;

  @ApiProperty({ enum: REVIEW_STATUSES })
  status: ReviewStatus;

  @ApiProperty({ format: 'date-time' })
  openedAt: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The message that raised the question; none when somebody undid a merge.',
  })
  messageId: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Evidence in bits that the records are of one person, where that is the reason.',
  })
  scoreBits: number | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  decidedAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  decidedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  decidedReason: string | null;

  @ApiProperty({ type: [FieldComparisonDto], description: 'What agrees and what contradicts.' })
  comparison: FieldComparisonDto[];

  @ApiProperty({ type: [PersonDto], description: 'Both persons, side by side.' })
  persons: PersonDto[];
}

export class IdentityReviewPageDto implements PageAnswer<IdentityReviewDto> {
  @ApiProperty({ type: [IdentityReviewDto] })
  items: readonly IdentityReviewDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class ReviewSummaryDto {
  @ApiProperty({ description: 'Reviews nobody has decided.' })
  open: number;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  oldestOpenedAt: string | null;
}
