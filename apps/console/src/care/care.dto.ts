import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import type { QueueCounts } from '@handrail/contracts';
import { QUEUE_VIEWS } from '../api/care.js';
import type {
  PlacementChoices,
  QueueAnswer,
  QueueView,
  ReassessmentWithEvents,
} from '../api/care.js';
import type { CapacityView } from '../api/policies.js';

export class QueueCountsQueryDto {
  @ApiPropertyOptional({ description: 'Whose items `mine` shows: a role or a user name.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  owner?: string;
}

export class QueueQueryDto extends QueueCountsQueryDto {
  @ApiPropertyOptional({ enum: QUEUE_VIEWS, default: 'all' })
  @MayBeAbsent()
  @IsIn([...QUEUE_VIEWS])
  view?: QueueView;
}

export class QueueDto implements QueueAnswer {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: [Object] }) items: QueueAnswer['items'];
  @ApiProperty({ description: 'There are more items than are read at once.' }) cut: boolean;
}

export class QueueCountsDto implements QueueCounts {
  @ApiProperty() all: number;
  @ApiProperty() unassigned: number;
  @ApiProperty() mine: number;
  @ApiProperty() overdue: number;
  @ApiProperty() snoozed: number;
}

export class ReassessmentAnswerDto implements ReassessmentWithEvents {
  @ApiProperty({ type: Object }) reassessment: ReassessmentWithEvents['reassessment'];
  @ApiProperty({ type: [Object], description: 'Its events, as far as they are still kept.' })
  events: ReassessmentWithEvents['events'];
}

export class CapacityDto implements CapacityView {
  @ApiProperty({ type: [Object] }) levels: CapacityView['levels'];
  @ApiProperty() known: boolean;
}

export class PlacementChoicesDto implements PlacementChoices {
  @ApiProperty({ type: [String], example: ['boston'] }) regions: PlacementChoices['regions'];
  @ApiProperty({ type: [String], example: ['medicaid-ma'] }) payers: PlacementChoices['payers'];
  @ApiProperty({ description: 'False when scheduling did not answer.' }) known: boolean;
}

export class SinceQueryDto {
  @ApiPropertyOptional({ description: 'A time, or a span counted back from now, such as 30d.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 40)
  since?: string;
}
