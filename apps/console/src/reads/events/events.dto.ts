import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCareTime, MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { OUTCOMES, PUBLISHERS } from '../../api/names.js';
import type { EventOutcome, PublishingService } from '../../api/names.js';
import type { ChainLink, EventDetail, EventRow } from '../../api/events.js';

export class EventsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'Full event type.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  type?: string;

  @ApiPropertyOptional({ enum: PUBLISHERS })
  @MayBeAbsent()
  @IsIn([...PUBLISHERS])
  service?: PublishingService;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ description: 'Source message at the root of the chain.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  correlationId?: string;

  @ApiPropertyOptional({ enum: OUTCOMES })
  @MayBeAbsent()
  @IsIn([...OUTCOMES])
  outcome?: EventOutcome;

  @ApiPropertyOptional({ description: 'Received at or after this time, RFC 3339.' })
  @MayBeAbsent()
  @IsCareTime()
  since?: string;

  @ApiPropertyOptional({ description: 'Received before this time, RFC 3339.' })
  @MayBeAbsent()
  @IsCareTime()
  until?: string;
}

export class EventRowDto implements EventRow {
  @ApiProperty() seq: string;
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() type: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: PUBLISHERS }) service: PublishingService;
  @ApiProperty({ format: 'date-time' }) time: string;
  @ApiProperty({ format: 'date-time' }) recordedTime: string;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
  @ApiProperty({ type: String, nullable: true }) personId: string | null;
  @ApiProperty({ type: String, nullable: true }) programId: string | null;
  @ApiProperty({ enum: OUTCOMES }) outcome: EventOutcome;
  @ApiProperty() title: string;
  @ApiProperty() facts: string;
  @ApiProperty() causationId: string;
  @ApiProperty() correlationId: string;
}

export class EventPageDto {
  @ApiProperty({ type: [EventRowDto] }) items: EventRowDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class ChainLinkDto implements ChainLink {
  @ApiProperty() id: string;
  @ApiProperty() type: string;
  @ApiProperty({ enum: PUBLISHERS }) service: PublishingService;
  @ApiProperty({ format: 'date-time' }) time: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: OUTCOMES }) outcome: EventOutcome;
  @ApiProperty() causationId: string;
}

export class EventDetailDto extends EventRowDto implements EventDetail {
  @ApiProperty({ type: Object }) data: Record<string, unknown>;
  @ApiProperty({ type: Object }) headers: Record<string, string>;
  @ApiProperty({ type: [ChainLinkDto] }) chain: ChainLinkDto[];
  @ApiProperty({ type: String, nullable: true }) firesWhen: string | null;
}
