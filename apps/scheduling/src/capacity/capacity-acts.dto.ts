import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PLACE_BLOCK_REASONS, type PlaceBlockReason } from '@handrail/domain';
import { IsCareTime } from '@handrail/platform';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ActDto, WhoDto } from '../acts/acts.dto.js';

/** Takes places out of service. */
export class BlockDto extends WhoDto {
  @ApiProperty({ enum: PLACE_BLOCK_REASONS })
  @IsIn(PLACE_BLOCK_REASONS)
  reason!: PlaceBlockReason;

  @ApiProperty({ example: 2, description: 'Those still taken are blocked once they are freed.' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  places!: number;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When they are given out again by themselves; null until somebody says so.',
  })
  @IsOptional()
  @IsCareTime()
  until?: string | null;
}

export class UnblockDto extends ActDto {
  @ApiProperty({ format: 'uuid', description: 'A block as GET /v1/capacity lists it.' })
  @IsUUID('loose')
  blockId!: string;
}

/** A person counts places. */
export class PlacesDto extends ActDto {
  @ApiProperty({ example: 12, description: 'Places in all.' })
  @IsInt()
  @Min(0)
  @Max(100_000)
  capacity!: number;

  @ApiProperty({ example: 9, description: 'Taken by anyone, placed by Handrail or not.' })
  @IsInt()
  @Min(0)
  @Max(100_000)
  occupied!: number;
}
