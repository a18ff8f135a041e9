import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { TRIGGER_KINDS } from '@handrail/domain';
import { PageQueryDto } from '@handrail/platform';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { QUEUES, type QueueName } from '../queue/queue.reader.js';
import { REASSESSMENT_STATUSES } from '../../reassessment/domain/person-case.js';
import { ReassessmentDto } from '../../reassessment/reassessment.dto.js';

export class ReassessmentQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID('all', { message: 'personId must be a UUID' })
  personId?: string;

  @ApiPropertyOptional({ enum: REASSESSMENT_STATUSES })
  @IsOptional()
  @IsIn(REASSESSMENT_STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: TRIGGER_KINDS, description: 'Which trigger opened it' })
  @IsOptional()
  @IsIn(TRIGGER_KINDS)
  trigger?: string;

  @ApiPropertyOptional({ enum: QUEUES, description: 'What waits for people instead of all' })
  @IsOptional()
  @IsIn(QUEUES)
  queue?: QueueName;

  @ApiPropertyOptional({ description: 'Whose queue `mine` is' })
  @IsOptional()
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
