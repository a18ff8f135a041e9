import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { IsString, Length } from 'class-validator';
import type { CapacityRow } from '../api/capacity.js';

export class CapacityQueryDto extends PageQueryDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 20)
  level?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  region?: string;

  @ApiPropertyOptional({ description: 'The tracks of one program' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 128)
  programId?: string;
}

export class CapacityListDto {
  @ApiProperty({ type: [Object] }) items: readonly CapacityRow[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
