import { ApiProperty } from '@nestjs/swagger';
import type { FeedAnswer, LastRefusal, PageAnswer, StandingAlarm } from '@handrail/contracts';
import { FieldProblemDto } from '../cloudevents/events.dto.js';
import { FEED_ALARMS, type FeedAlarm } from './domain/alarms.js';

export class LastRefusalDto implements LastRefusal {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ format: 'uuid' })
  messageId: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: [FieldProblemDto] })
  problems: FieldProblemDto[];
}

export class StandingAlarmDto implements StandingAlarm {
  @ApiProperty({ enum: FEED_ALARMS })
  alarm: FeedAlarm;

  @ApiProperty({ format: 'date-time' })
  raisedAt: string;

  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty()
  expected: number;

  @ApiProperty()
  observed: number;
}

export class FeedDto implements FeedAnswer {
  @ApiProperty({ format: 'uuid' })
  feedId: string;

  @ApiProperty({
    description:
      'Sender: CloudEvents source, MSH-3|MSH-4, or FHIR endpoint. One that states how often it sends and ' +
      'never did has no name yet: `profile:` and the name of its profile.',
  })
  source: string;

  @ApiProperty({
    enum: ['cloudevents-http', 'cloudevents-log', 'hl7v2-mllp', 'hl7v2-http', 'fhir'],
    isArray: true,
    description: 'Ways it came by in the last 24 hours; when it is silent, the last one.',
  })
  protocols: readonly string[];

  @ApiProperty({ description: 'Messages of the last 24 hours; the four below add up to it.' })
  received: number;

  @ApiProperty({ description: 'Of those: ignored or superseded.' })
  filtered: number;

  @ApiProperty({ description: 'Of those: parked.' })
  queued: number;

  @ApiProperty({ description: 'Of those: applied.' })
  accepted: number;

  @ApiProperty({ description: 'Of those: rejected.' })
  errored: number;

  @ApiProperty({ description: 'Messages a minute over the last five minutes.' })
  perMinute: number;

  @ApiProperty({ description: 'Messages of the last hour.' })
  perHour: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Usual for that hour; null while unlearned.',
  })
  usualPerHour: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'The source states at least one message in so many minutes; null when it does not.',
  })
  statedEveryMinutes: number | null;

  @ApiProperty({ description: 'No message of it gets in: all of the last hour, or of the day.' })
  allRefused: boolean;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null when it never sent any.',
  })
  lastMessageAt: string | null;

  @ApiProperty({ type: LastRefusalDto, nullable: true })
  lastRefusal: LastRefusalDto | null;

  @ApiProperty({ type: [StandingAlarmDto], description: 'Alarms that stand.' })
  alarms: StandingAlarmDto[];
}

export class FeedPageDto implements PageAnswer<FeedDto> {
  @ApiProperty({ type: [FeedDto] })
  items: readonly FeedDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
