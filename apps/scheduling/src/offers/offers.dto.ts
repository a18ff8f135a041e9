import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OFFER_DECLINE_REASONS } from '@handrail/domain';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, Length, Matches } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';

const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Who answers for the program, where they say so; it is kept with the placement and is in no event. */
export class AnswerDto {
  @ApiPropertyOptional({ description: 'Who answers: a user or role name', example: 'intake-desk' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  by?: string;
}

export class AcceptDto extends AnswerDto {
  @ApiPropertyOptional({
    description: 'Whether the person said yes to this place, which is put on record with it.',
  })
  @MayBeAbsent()
  @IsBoolean()
  personAgrees?: boolean;
}

export class DeclineDto extends AnswerDto {
  @ApiProperty({
    enum: OFFER_DECLINE_REASONS,
    description:
      '`full` leaves the track alone for a day and asks for its places; `not-suitable` and `safety` exclude ' +
      'the program for this need; `person-declines` asks nobody for 60 days, or only `onlyPrograms`; any ' +
      'other excludes the track.',
  })
  @IsIn(OFFER_DECLINE_REASONS)
  reason: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'With `person-declines`: the programs the person would still go to.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(SLUG, {
    each: true,
    message: '$property must be ids of programs',
  })
  onlyPrograms?: string[];
}

export class WithdrawOfferDto {
  @ApiProperty({ description: 'Who acts: a user or role name', example: 'coordinator-2' })
  @IsString()
  @Length(1, 100)
  by: string;

  @ApiProperty({ example: 'nearer-program-asked', description: 'A stable code, never free text.' })
  @Matches(SLUG, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  reason: string;
}

export class PersonAnswerDto {
  @ApiProperty({ description: 'Who asked the person: a user or role name', example: 'nurse-7' })
  @IsString()
  @Length(1, 100)
  by: string;

  @ApiProperty({ enum: ['yes', 'no'], description: 'What the person says to the place.' })
  @IsIn(['yes', 'no'])
  answer: 'yes' | 'no';

  @ApiPropertyOptional({
    type: [String],
    description:
      'With a no: the programs the person would still go to. Without any, nobody is asked for 60 days; the rank is kept in both cases.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(SLUG, { each: true, message: '$property must be ids of programs' })
  onlyPrograms?: string[];
}
