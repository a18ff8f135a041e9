import { ApiProperty } from '@nestjs/swagger';
import { ACCEPTED_TIME, toCareTime, WAITLIST_REMOVAL_REASONS } from '@handrail/domain';
import type { WaitlistRemovalReason } from '@handrail/domain';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsUUID,
  ValidateBy,
} from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import {
  CONTACT_OUTCOMES,
  INTERIM_ITEMS,
  STATE_ANSWERS,
  type ContactOutcome,
  type InterimItem,
  type StateAnswer,
} from '../waiting/domain/record.js';
import { ActDto, WhoDto } from './acts.dto.js';

const IsTime = () =>
  ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && toCareTime(value) !== undefined,
      defaultMessage: () => `$property must be ${ACCEPTED_TIME}`,
    },
  });

const AT = { format: 'date-time', required: false, description: 'When; now if absent.' } as const;

export class InterimDto extends ActDto {
  @ApiProperty({ enum: INTERIM_ITEMS, isArray: true, description: 'Groups of services given.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @IsIn(INTERIM_ITEMS, { each: true })
  items!: InterimItem[];

  @ApiProperty(AT)
  @MayBeAbsent()
  @IsTime()
  at?: string;
}

export class ContactDto extends ActDto {
  @ApiProperty({
    enum: CONTACT_OUTCOMES,
    description:
      'What came of it; the last two are the answer of the person, whether they still wait.',
  })
  @IsIn(CONTACT_OUTCOMES)
  outcome!: ContactOutcome;

  @ApiProperty({ ...AT, description: 'When, with the offset of where: it says which day it was.' })
  @MayBeAbsent()
  @IsTime()
  at?: string;
}

export class PauseDto extends ActDto {
  @ApiProperty({ ...AT, description: 'From when; now if absent.' })
  @MayBeAbsent()
  @IsTime()
  from?: string;

  @ApiProperty({ ...AT, nullable: true, description: 'Until when; absent while nobody knows.' })
  @IsOptional()
  @IsTime()
  until?: string | null;
}

export class RemoveDto extends WhoDto {
  @ApiProperty({ enum: WAITLIST_REMOVAL_REASONS })
  @IsIn(WAITLIST_REMOVAL_REASONS)
  reason!: WaitlistRemovalReason;
}

export class StateAnswerDto extends ActDto {
  @ApiProperty({ enum: STATE_ANSWERS })
  @IsIn(STATE_ANSWERS)
  answer!: StateAnswer;
}

export class TakeBackDto extends ActDto {
  @ApiProperty({ format: 'uuid', description: 'The entry, as the waiting list shows it.' })
  @IsUUID()
  entryId!: string;
}
