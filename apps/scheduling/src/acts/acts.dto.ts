import { ApiProperty } from '@nestjs/swagger';
import { PLACEMENT_END_REASONS } from '@handrail/domain';
import { IsCalendarDay } from '@handrail/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  NotEquals,
  ValidateNested,
} from 'class-validator';

/** Whoever acts says who they are. */
export class WhoDto {
  @ApiProperty({ description: 'Who acts: a user or role name', example: 'coordinator-2' })
  @IsString()
  @Length(1, 100)
  by!: string;
}

/** Who acts, and why. */
export class ActDto extends WhoDto {
  @ApiProperty({ example: 'family-reasons', description: 'A stable code, never free text.' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  reason!: string;
}

export class EndDto extends WhoDto {
  @ApiProperty({ enum: PLACEMENT_END_REASONS })
  @IsIn(PLACEMENT_END_REASONS)
  reason!: string;
}

export class ExtendDto extends ActDto {
  @ApiProperty({ description: 'Weeks more; fewer than none take weeks back.', example: 4 })
  @IsInt()
  @Min(-52)
  @Max(52)
  @NotEquals(0)
  weeks!: number;
}

export class RescheduleDto extends ActDto {
  @ApiProperty({
    format: 'date',
    description: 'The first session on or after this day, in the zone of the program.',
  })
  @IsCalendarDay()
  startsOn!: string;
}

const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;

export class ChosenTrackDto {
  @ApiProperty({ example: 'harbor-iop' })
  @Matches(SLUG, { message: '$property must be the id of a program' })
  programId!: string;

  @ApiProperty({ example: 'evening' })
  @Matches(SLUG, { message: '$property must be the id of a track of the program' })
  trackId!: string;
}

/** More programs are never asked at the same time, whatever the settings say. */
const MOST_AT_ONCE = 10;

export class OfferDto extends ActDto {
  @ApiProperty({
    type: [ChosenTrackDto],
    description: 'The programs to ask, each with the track a place is held in.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @ArrayUnique(nameOfTrack, { message: '$property must name each track once' })
  @ValidateNested({ each: true })
  @Type(() => ChosenTrackDto)
  tracks!: ChosenTrackDto[];
}

function nameOfTrack(track: Partial<ChosenTrackDto> | null): string {
  return `${track?.programId}/${track?.trackId}`;
}

export class MoveDto extends ActDto {
  @ApiProperty({ example: 'harbor-iop' })
  @Matches(SLUG, { message: '$property must be the id of a program' })
  programId!: string;

  @ApiProperty({ example: 'evening' })
  @Matches(SLUG, { message: '$property must be the id of a track of the program' })
  trackId!: string;
}
