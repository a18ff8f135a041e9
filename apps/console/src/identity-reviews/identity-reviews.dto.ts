import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { REVIEW_STATUSES } from './identity-reviews.view.js';
import type { PseudonymousReview, ReviewReading } from './identity-reviews.view.js';

export class ReviewsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: REVIEW_STATUSES, default: 'open' })
  @MayBeAbsent()
  @IsIn([...REVIEW_STATUSES])
  status?: string;
}

/** Who decides, and why: intake keeps both with the review. */
export class ReviewDecisionDto {
  @ApiProperty({ description: 'User name of whoever decides, not their own name.' })
  @IsString()
  @Length(1, 100)
  by: string;

  @ApiProperty({ description: 'Why. No names of persons.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class LinkReviewDto extends ReviewDecisionDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Who stays; the one known longer when left out.',
  })
  @MayBeAbsent()
  @IsUUID()
  survivorId?: string;
}

export class ReviewListDto {
  @ApiProperty({ type: [Object] }) items: readonly PseudonymousReview[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class ReviewReadingDto implements ReviewReading {
  @ApiProperty({ type: [Object], description: 'What the records of both persons say.' })
  persons: ReviewReading['persons'];
}
