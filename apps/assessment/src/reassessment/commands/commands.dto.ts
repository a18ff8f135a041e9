import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LEVELS, OVERRIDE_REASONS, type Level, type OverrideReason } from '@handrail/domain';
import type { CareContext } from '@handrail/contracts';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, IsString, Length, ValidateNested } from 'class-validator';
import { IsCareTime, MayBeAbsent } from '@handrail/platform';
import { RatingsDto } from './ratings.dto.js';
import { ActorDto } from './work.dto.js';

export class RateDto extends ActorDto {
  @ApiProperty({ type: RatingsDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RatingsDto)
  ratings!: RatingsDto;

  @ApiPropertyOptional({ format: 'date-time', description: 'Now when left out' })
  @MayBeAbsent()
  @IsCareTime()
  ratedAt?: string;

  @ApiPropertyOptional({ type: Object, description: 'Facts that bear on placement' })
  @MayBeAbsent()
  @IsObject()
  context?: CareContext;
}

export class OverrideDto extends ActorDto {
  @ApiProperty({ enum: LEVELS })
  @IsIn(LEVELS)
  level!: Level;

  @ApiProperty({ enum: OVERRIDE_REASONS })
  @IsIn(OVERRIDE_REASONS)
  reasonCode!: OverrideReason;

  @ApiProperty({ description: 'In words. Stays in this service and is in no event.' })
  @IsString()
  @Length(1, 2000)
  text!: string;

  @ApiProperty({ description: 'Role of the person who decides', example: 'physician' })
  @IsString()
  @Length(1, 60)
  role!: string;
}
