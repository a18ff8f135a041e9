import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { JourneyItemAnswer, PageAnswer } from '@handrail/contracts';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import { IsIn } from 'class-validator';

const JOURNEY_ORDERS = ['oldest-first', 'newest-first'] as const;
export type JourneyOrder = (typeof JOURNEY_ORDERS)[number];

/** One line of a person's journey. */
export class JourneyItemDto implements JourneyItemAnswer {
  @ApiProperty({ format: 'date-time', description: 'When it happened.' })
  at!: string;

  @ApiProperty({ format: 'date-time', description: 'When Handrail recorded what caused it.' })
  recordedAt!: string;

  @ApiProperty({ example: 'placement-confirmed', description: 'Name of the event.' })
  kind!: string;

  @ApiProperty({ example: 'Placed in harbor-iop (IOP, evening), starts 4 Nov 2026' })
  title!: string;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({ description: 'The event or source message that caused it.' })
  causedBy!: string;

  @ApiProperty({ description: 'The source message at the root of the chain.' })
  messageId!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Ids of the records the event is about.',
  })
  about!: Record<string, string>;
}

export class JourneyPageDto implements PageAnswer<JourneyItemDto> {
  @ApiProperty({ type: [JourneyItemDto] })
  items!: JourneyItemDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}

export class JourneyQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    enum: JOURNEY_ORDERS,
    default: 'oldest-first',
    description: 'A journey is told from its beginning unless asked otherwise.',
  })
  @MayBeAbsent()
  @IsIn([...JOURNEY_ORDERS])
  order?: JourneyOrder;
}
