import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import type { QueueCounts } from '@handrail/contracts';

export class QueueCountsQueryDto {
  @ApiPropertyOptional({ description: 'Whose queue `mine` is' })
  @MayBeAbsent()
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
