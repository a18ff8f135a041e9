import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageQueryDto } from '@handrail/platform';
import { DISPOSITIONS } from '../api/messages.js';
import type { Message, MessageView, RawMessage } from '../api/messages.js';

export class MessagesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: DISPOSITIONS })
  @IsOptional()
  @IsIn([...DISPOSITIONS])
  disposition?: string;

  @ApiPropertyOptional({
    description: 'Sender: CloudEvents source, MSH-3|MSH-4, or FHIR endpoint.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 2_048)
  source?: string;

  @ApiPropertyOptional({ description: 'CloudEvents id, MSH-10, bundle id.' })
  @IsOptional()
  @IsString()
  @Length(1, 2_048)
  controlId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  personId?: string;
}

export class MessageListDto {
  @ApiProperty({ type: [Object] }) items: readonly Message[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class MessageViewDto implements MessageView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: Object, description: 'As intake tells of it.' })
  message: MessageView['message'];
  @ApiProperty({ type: [Object], description: 'The way from receipt to placement, step by step.' })
  steps: MessageView['steps'];
  @ApiProperty({ type: [Object] }) chain: MessageView['chain'];
  @ApiProperty({ type: [Object] }) reassessments: MessageView['reassessments'];
  @ApiProperty({ type: [Object] }) placements: MessageView['placements'];
  @ApiProperty({ type: [Object], description: 'Its events that a service holds back.' })
  parked: MessageView['parked'];
  @ApiProperty({ type: [String], description: 'Services that did not say what they hold back.' })
  unknown: MessageView['unknown'];
}

export class RawMessageDto implements RawMessage {
  @ApiProperty() contentType: string;
  @ApiProperty({ description: 'The bytes read as UTF-8.' }) text: string;
}
