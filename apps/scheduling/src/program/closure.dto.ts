import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CLOSURE_REASONS, type ClosureReason } from '@handrail/domain';
import { IsCalendarDay, MayBeAbsent } from '@handrail/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import type { MakeUp } from './domain/closures.js';
import { IsClock } from './save-program/is-clock.js';

export class MakeUpDto implements MakeUp {
  @ApiProperty({ example: 'evening' })
  @IsString()
  @Length(1, 128)
  trackId: string;

  @ApiProperty({ format: 'date', description: 'In the time zone of the program.' })
  @IsCalendarDay()
  day: string;

  @ApiProperty({ example: '18:00' })
  @IsClock()
  from: string;

  @ApiProperty({ example: '21:00' })
  @IsClock()
  to: string;
}

export class ClosureDto {
  @ApiProperty({ format: 'date', description: 'The first day without sessions.' })
  @IsCalendarDay()
  from: string;

  @ApiProperty({ format: 'date', description: 'The last day without sessions.' })
  @IsCalendarDay()
  to: string;

  @ApiProperty({ enum: CLOSURE_REASONS })
  @IsIn(CLOSURE_REASONS)
  reason: ClosureReason;

  @ApiPropertyOptional({ type: [String], nullable: true, description: 'Null for every track.' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  trackIds?: string[] | null;

  @ApiPropertyOptional({ type: [MakeUpDto], description: 'Sessions held on other days instead.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => MakeUpDto)
  makeUps?: MakeUpDto[];
}
