import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { TRIGGER_KINDS } from '@handrail/domain';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { QUEUES, type QueueName } from '../queue/queue.reader.js';
import { REASSESSMENT_STATUSES } from '../../reassessment/domain/person-case.js';
import { ReassessmentDto } from '../../reassessment/reassessment.dto.js';

export class ReassessmentQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID('all', { message: 'personId must be a UUID' })
  personId?: string;

  @ApiPropertyOptional({ enum: REASSESSMENT_STATUSES })
  @MayBeAbsent()
  @IsIn(REASSESSMENT_STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: TRIGGER_KINDS, description: 'Which trigger opened it' })
  @MayBeAbsent()
  @IsIn(TRIGGER_KINDS)
  trigger?: string;

  @ApiPropertyOptional({ enum: QUEUES, description: 'What waits for people instead of all' })
  @MayBeAbsent()
  @IsIn(QUEUES)
  queue?: QueueName;

  @ApiPropertyOptional({ description: 'Whose queue `mine` is' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  owner?: string;
}

export class ReassessmentPageDto implements PageAnswer<ReassessmentDto> {
  @ApiProperty({ type: [ReassessmentDto] })
  items!: ReassessmentDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
