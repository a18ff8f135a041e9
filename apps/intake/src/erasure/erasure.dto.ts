import { ApiProperty } from '@nestjs/swagger';
import { ActorDto } from '@handrail/platform';
import { IsIn } from 'class-validator';
import { ERASURE_REASONS, type ErasureReason } from './erasure.js';

export class ErasePersonDto extends ActorDto {
  @ApiProperty({ enum: ERASURE_REASONS, description: 'Why, as a code: it is kept for good.' })
  @IsIn(ERASURE_REASONS)
  reason: ErasureReason;
}

export class ErasedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  erasedAt: string;

  @ApiProperty({
    type: [String],
    description: 'The person and everybody who was merged into them.',
  })
  persons: readonly string[];

  @ApiProperty({ description: 'How many data keys were destroyed.' })
  dataKeys: number;
}
