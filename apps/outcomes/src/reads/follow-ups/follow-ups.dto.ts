import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { IsIn, IsString, IsUUID } from 'class-validator';

const FOLLOW_UP_STATUSES = ['open', 'met', 'missed', 'superseded', 'cancelled'] as const;

/** A follow-up window of a person. */
export class FollowUpDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ format: 'uuid', description: 'The stay whose end started it.' })
  stayId!: string;

  @ApiProperty({ example: 7 })
  windowDays!: number;

  @ApiProperty({ format: 'date-time' })
  dischargedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When the last day is over.' })
  dueAt!: string;

  @ApiProperty({ enum: FOLLOW_UP_STATUSES })
  status!: string;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  metAt!: string | null;
}

export class FollowUpPageDto {
  @ApiProperty({ type: [FollowUpDto] })
  items!: FollowUpDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}

export class FollowUpQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    description: 'Open windows that close on or before this day or time; the next to close first.',
  })
  @MayBeAbsent()
  @IsString()
  due?: string;

  @ApiPropertyOptional({ enum: FOLLOW_UP_STATUSES })
  @MayBeAbsent()
  @IsIn([...FOLLOW_UP_STATUSES])
  status?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;
}
