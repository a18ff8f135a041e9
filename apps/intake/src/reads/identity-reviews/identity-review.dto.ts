import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { REVIEW_REASONS } from '../../person/person.store.js';
import { PersonDto } from '../persons/person.dto.js';

export class LinkDto {
  @ApiProperty({ required: false, description: 'Who stays; the one known longer when left out.' })
  @IsOptional()
  @IsUUID()
  survivorId?: string;
}

export class IdentityReviewDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: REVIEW_REASONS })
  reason: string;

  @ApiProperty({ enum: ['open', 'linked', 'kept-apart'] })
  status: string;

  @ApiProperty({ format: 'date-time' })
  openedAt: string;

  @ApiProperty({ description: 'The message that raised the question.' })
  messageId: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Evidence in bits that the records are of one person, where that is the reason.',
  })
  scoreBits: number | null;

  @ApiProperty({ type: [PersonDto], description: 'Both persons, side by side.' })
  persons: PersonDto[];
}

export class IdentityReviewPageDto {
  @ApiProperty({ type: [IdentityReviewDto] })
  items: readonly IdentityReviewDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
