import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { DISPOSITIONS } from './messages.view.js';
import type { Message, MessageJourney, MessageText } from './messages.view.js';

export class MessagesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: DISPOSITIONS })
  @MayBeAbsent()
  @IsIn([...DISPOSITIONS])
  disposition?: string;

  @ApiPropertyOptional({
    description: 'Sender: CloudEvents source, MSH-3|MSH-4, or FHIR endpoint.',
  })
  @MayBeAbsent()
  @IsString()
  @Length(1, 2_048)
  source?: string;

  @ApiPropertyOptional({ description: 'CloudEvents id, MSH-10, bundle id.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 2_048)
  controlId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;
}

export class MessageListDto {
  @ApiProperty({ type: [Object] }) items: readonly Message[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class MessageViewDto implements MessageJourney {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: Object, description: 'As intake tells of it.' })
  message: MessageJourney['message'];
  @ApiProperty({ type: [Object], description: 'The way from receipt to placement, step by step.' })
  steps: MessageJourney['steps'];
  @ApiProperty({ type: [Object] }) chain: MessageJourney['chain'];
  @ApiProperty({ type: [Object] }) reassessments: MessageJourney['reassessments'];
  @ApiProperty({ type: [Object] }) placements: MessageJourney['placements'];
  @ApiProperty({ type: [Object], description: 'Its events that a service holds back.' })
  parked: MessageJourney['parked'];
  @ApiProperty({ type: [String], description: 'Services that did not say what they hold back.' })
  unknown: MessageJourney['unknown'];
}

export class RawMessageDto implements MessageText {
  @ApiProperty() contentType: string;
  @ApiProperty({ description: 'The bytes read as UTF-8.' }) text: string;
}
