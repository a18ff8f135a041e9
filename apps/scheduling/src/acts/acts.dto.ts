import { ApiProperty } from '@nestjs/swagger';
import { PLACEMENT_END_REASONS } from '@handrail/domain';
import { IsCalendarDay } from '@handrail/platform';
import { IsIn, IsInt, IsString, Length, Matches, Max, Min, NotEquals } from 'class-validator';

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

export class MoveDto extends ActDto {
  @ApiProperty({ example: 'harbor-iop' })
  @Matches(SLUG, { message: '$property must be the id of a program' })
  programId!: string;

  @ApiProperty({ example: 'evening' })
  @Matches(SLUG, { message: '$property must be the id of a track of the program' })
  trackId!: string;
}
