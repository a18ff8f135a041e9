import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import type { QueueCounts } from '@handrail/contracts';

export class QueueCountsQueryDto {
  @ApiPropertyOptional({ description: 'Whose queue `mine` is' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  owner?: string;
}

/** How much waits in each queue. */
export class QueueCountsDto implements QueueCounts {
  @ApiProperty()
  all!: number;

  @ApiProperty()
  unassigned!: number;

  @ApiProperty()
  mine!: number;

  @ApiProperty()
  overdue!: number;

  @ApiProperty()
  snoozed!: number;
}
