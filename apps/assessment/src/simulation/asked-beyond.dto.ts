import { ApiProperty } from '@nestjs/swagger';
import type { AskedBeyondAnswer, OtherLimitsAnswer } from '@handrail/contracts';
import { LEVELS, TRIGGER_KINDS, type Level, type TriggerKind } from '@handrail/domain';

export class LimitChangeDto {
  @ApiProperty({ example: 'lost-contact-days' })
  limit!: string;

  @ApiProperty()
  from!: number;

  @ApiProperty()
  to!: number;
}

export class KindCountDto {
  @ApiProperty({ enum: TRIGGER_KINDS })
  kind!: TriggerKind;

  @ApiProperty()
  count!: number;
}

export class LevelCountDto {
  @ApiProperty({ enum: LEVELS })
  level!: Level;

  @ApiProperty()
  count!: number;
}

export class AskedDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ enum: TRIGGER_KINDS })
  kind!: TriggerKind;

  @ApiProperty({ format: 'date-time' })
  occurredAt!: string;

  @ApiProperty({ format: 'uuid', description: 'The event that would ask, or asked' })
  eventId!: string;

  @ApiProperty({
    enum: LEVELS,
    nullable: true,
    description: 'By the ratings known then; what was decided, where it was. Null: not all known',
  })
  level!: Level | null;

  @ApiProperty({ enum: ['automatic', 'needs-human'] })
  mode!: 'automatic' | 'needs-human';
}

/** Reassessments that one of two policies asks for and the other does not. */
export class AskedBeyondDto implements AskedBeyondAnswer {
  @ApiProperty()
  count!: number;

  @ApiProperty({ type: [KindCountDto] })
  byKind!: KindCountDto[];

  @ApiProperty({ type: [LevelCountDto], description: 'Demand: those that decide by themselves' })
  byLevel!: LevelCountDto[];

  @ApiProperty({ description: 'Those that wait for a person to decide' })
  needsPerson!: number;

  @ApiProperty({ description: 'Further reasons that join a reassessment there is anyway' })
  joins!: number;

  @ApiProperty({ type: [AskedDto], description: 'Newest first' })
  people!: AskedDto[];

  @ApiProperty()
  peopleLeftOut!: number;
}

/** What other limits would have asked for; no part of `changed`, `moves` and `demand`. */
export class ReassessmentsDto implements OtherLimitsAnswer {
  @ApiProperty({
    type: [LimitChangeDto],
    description:
      'Limits that differ and say who is asked for at all; without any nothing is run again',
  })
  limits!: LimitChangeDto[];

  @ApiProperty({ description: 'Persons whose recorded facts were run again' })
  persons!: number;

  @ApiProperty({ description: 'Reasons of both that come at another time' })
  moved!: number;

  @ApiProperty({ type: AskedBeyondDto, description: 'Would have been asked for in addition' })
  more!: AskedBeyondDto;

  @ApiProperty({ type: AskedBeyondDto, description: 'Would not have been asked for' })
  less!: AskedBeyondDto;
}
