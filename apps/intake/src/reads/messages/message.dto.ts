import { ApiProperty } from '@nestjs/swagger';
import type {
  MessageAnswer,
  MessageDetailAnswer,
  MessageDisposition,
  MessageReading,
  PageAnswer,
} from '@handrail/contracts';
import { FieldProblemDto } from '../../cloudevents/events.dto.js';
import { DROP_REASONS, type DropReason } from '../../inbound/domain/refused-body.js';
import { DISPOSITIONS } from '../../inbound/domain/inbound.js';

/** The bytes of a refused message: they are kept for a bounded time and size. */
export class RefusedBodyDto {
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'Of a body that was too large to be read: as its sender stated, else as far as it was counted. ' +
      'Null of messages from before it was kept.',
  })
  bytes: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Keyed hash: the same one means the same bytes. Null of a body that was too large to be read, and as above.',
  })
  digest: string | null;

  @ApiProperty({ enum: DROP_REASONS, nullable: true, description: 'Null while they are kept.' })
  dropped: DropReason | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  droppedAt: string | null;
}

/** A received message and its end. The message itself is at `/raw`. */
export class MessageDto implements MessageAnswer {
  @ApiProperty({ format: 'uuid', description: 'Also the correlation id of everything it caused.' })
  id: string;

  @ApiProperty({ description: 'Sender: CloudEvents source, MSH-3|MSH-4, or FHIR endpoint.' })
  source: string;

  @ApiProperty({
    enum: ['cloudevents-http', 'cloudevents-log', 'hl7v2-mllp', 'hl7v2-http', 'fhir'],
  })
  protocol: string;

  @ApiProperty()
  type: string;

  @ApiProperty({ type: String, nullable: true, description: 'CloudEvents id, MSH-10, bundle id.' })
  controlId: string | null;

  @ApiProperty({ format: 'date-time' })
  receivedAt: string;

  @ApiProperty({ enum: DISPOSITIONS })
  disposition: MessageDisposition;

  @ApiProperty({ description: 'Why, as a stable code.' })
  reason: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  personId: string | null;

  @ApiProperty({ type: [String], description: 'Ids of the events it caused.' })
  produced: string[];

  @ApiProperty({ type: RefusedBodyDto, nullable: true, description: 'Of refused messages only.' })
  refusedBody: RefusedBodyDto | null;

  @ApiProperty({ type: [FieldProblemDto], description: 'What was wrong or odd about it.' })
  problems: FieldProblemDto[];
}

/** Somebody has read the bytes as they came. */
export class ReadingDto implements MessageReading {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: String, nullable: true, description: 'User name; null when nobody said.' })
  by: string | null;

  @ApiProperty({ type: String, nullable: true })
  purpose: string | null;
}

/** One message with what was tried and who has read it. */
export class MessageDetailDto extends MessageDto implements MessageDetailAnswer {
  @ApiProperty({ description: 'Tries since it was parked first.' })
  attempts: number;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  parkedAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why somebody gave it up.' })
  note: string | null;

  @ApiProperty({ type: [ReadingDto], description: 'Readings of the bytes, newest first, 20.' })
  readings: ReadingDto[];
}

export class MessagePageDto implements PageAnswer<MessageDto> {
  @ApiProperty({ type: [MessageDto] })
  items: readonly MessageDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class MessageSummaryDto {
  @ApiProperty()
  total: number;

  @ApiProperty({ type: Object, description: 'Count of each disposition.' })
  byDisposition: Record<MessageDisposition, number>;

  @ApiProperty({ type: Object, description: 'Count of each message type.' })
  byType: Record<string, number>;
}
