import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { isTimeZone, PROGRAM_LEVELS } from '@handrail/domain';
import { IsClock } from './is-clock.js';
import { ACCEPTANCES, TRACK_MODALITIES, WEEKDAYS } from '../domain/program.js';
import type { SessionBlock } from '../domain/session-block.js';
import type { Acceptance, TrackModality, Weekday } from '../domain/program.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const A_NAME = { message: '$property must be letters, digits, dots, hyphens and underscores' };

@ValidatorConstraint({ name: 'isTimeZone' })
class IsTimeZoneName implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && value.length > 0 && isTimeZone(value);
  }

  defaultMessage(): string {
    return '$property must be a name of the IANA time zone database';
  }
}

const Counted = () =>
  applyDecorators(
    Allow(),
    ApiPropertyOptional({ readOnly: true, description: 'Not changed by it.' }),
  );

/** What GET shows of a track beside its settings. PUT takes it back as it was read, and changes none of it. */
class CountedPlaces {
  @Counted() plannedCapacity?: unknown;
  @Counted() used?: unknown;
  @Counted() held?: unknown;
  @Counted() blocked?: unknown;
  @Counted() occupied?: unknown;
  @Counted() free?: unknown;
  @Counted() asOf?: unknown;
  @Counted() askedAt?: unknown;
}

/** Hours on some weekdays. */
export class SessionBlockDto implements SessionBlock {
  @ApiProperty({ enum: WEEKDAYS, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(WEEKDAYS, { each: true })
  days: Weekday[];

  @ApiProperty({ example: '09:00' })
  @IsClock()
  from: string;

  @ApiProperty({ example: '12:00' })
  @IsClock()
  to: string;
}

/** A track as a caller sets it: its hours and how many places it has, never how many are taken. */
export class TrackDto extends CountedPlaces {
  @ApiProperty({ example: 'evening' })
  @Matches(NAME, A_NAME)
  id: string;

  @ApiProperty({
    enum: WEEKDAYS,
    isArray: true,
    description: 'Empty for round-the-clock care, which has no sessions.',
  })
  @ValidateIf(({ blocks }: TrackDto) => !blocks || blocks.length === 0)
  @IsArray()
  @ArrayUnique()
  @IsIn(WEEKDAYS, { each: true })
  days: Weekday[];

  @ApiPropertyOptional({ example: '18:00', nullable: true, type: String })
  @IsOptional()
  @IsClock()
  from?: string | null;

  @ApiPropertyOptional({ example: '21:00', nullable: true, type: String })
  @IsOptional()
  @IsClock()
  to?: string | null;

  @ApiPropertyOptional({
    type: [SessionBlockDto],
    nullable: true,
    description: 'Several stretches of hours instead of `from` and `to`; `days` follows from them.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(14)
  @ValidateNested({ each: true })
  @Type(() => SessionBlockDto)
  blocks?: SessionBlockDto[] | null;

  @ApiProperty({ enum: TRACK_MODALITIES })
  @IsIn(TRACK_MODALITIES)
  modality: TrackModality;

  @ApiProperty({
    example: 12,
    description: 'Places in all. Under what is taken it is kept as plannedCapacity.',
  })
  @IsInt()
  @Min(0)
  @Max(100_000)
  capacity: number;
}

/** Hours of some weekdays in which a program answers offers. */
export class AdmissionHoursDto {
  @ApiProperty({ enum: WEEKDAYS, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(WEEKDAYS, { each: true })
  days: Weekday[];

  @ApiProperty({ example: '08:00', description: 'In the time zone of the program.' })
  @IsClock()
  from: string;

  @ApiProperty({ example: '17:00', description: 'At or before `from`: on the next day.' })
  @IsClock()
  to: string;
}

/** What a caller says about a program; PUT replaces all of it. */
export class ProgramSettingsDto {
  @ApiProperty({ example: 'Millrace Intensive Outpatient' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ enum: PROGRAM_LEVELS })
  @IsIn(PROGRAM_LEVELS)
  level: (typeof PROGRAM_LEVELS)[number];

  @ApiProperty({
    example: ['boston'],
    description: 'Every region served; an empty list serves only people without one.',
  })
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  regions: string[];

  @ApiProperty({ example: 'America/New_York' })
  @Validate(IsTimeZoneName)
  timeZone: string;

  @ApiPropertyOptional({ example: ['medicaid-ma'], description: 'An empty list takes any payer.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  payers?: string[];

  @ApiPropertyOptional({ example: ['co-occurring', 'moud', 'pregnancy'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  capabilities?: string[];

  @ApiPropertyOptional({
    example: ['harbor-house'],
    description:
      'Facilities the program is, as sources of stays call them: a stay there is an arrival here. Empty when stays are disclosed apart by level alone.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 128, { each: true })
  facilities?: string[];

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'birch-house',
    description:
      'Code of the organisation outside of this network that runs it: people are offered to it by their consent ' +
      'alone (42 CFR 2.31). Null: the network itself. Absent: as before.',
  })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  organisation?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'millrace-health',
    description:
      'Code of the organisation of this network whose admission desk answers for it, as tokens name it: other desks ' +
      'do not see its offers. Null: any desk of the network. Absent: as before.',
  })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  runBy?: string | null;

  @ApiPropertyOptional({ enum: ACCEPTANCES, default: 'automatic' })
  @MayBeAbsent()
  @IsIn(ACCEPTANCES)
  acceptance?: Acceptance;

  @Counted() closures?: unknown;
  @Counted() version?: unknown;

  @ApiPropertyOptional({ default: false, description: 'Takes nobody new for now.' })
  @MayBeAbsent()
  @IsBoolean()
  closed?: boolean;

  @ApiPropertyOptional({
    type: [AdmissionHoursDto],
    nullable: true,
    description:
      'When it answers offers: their clock runs in these hours, not on federal holidays. Null: around the clock where people live in, else as the setting UNSTATED_ADMISSION_HOURS says. Absent: as before.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AdmissionHoursDto)
  admissionHours?: AdmissionHoursDto[] | null;

  @ApiProperty({ type: [TrackDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique((track: Partial<TrackDto> | null) => track?.id)
  @ValidateNested({ each: true })
  @Type(() => TrackDto)
  tracks: TrackDto[];
}

export class NewProgramDto extends ProgramSettingsDto {
  @ApiProperty({ example: 'millrace-iop', description: 'Never changes.' })
  @Matches(NAME, A_NAME)
  id: string;
}

export class ChangedProgramDto extends ProgramSettingsDto {
  @ApiPropertyOptional({ description: 'The id of the path, if given.' })
  @MayBeAbsent()
  @IsString()
  id?: string;
}
