import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';

const RATINGS = [0, 1, 2, 3, 4, 'unknown'] as const;
type Rating = (typeof RATINGS)[number];
const shown = { enum: RATINGS, description: 'Unknown when left out' };

/** Risk per dimension as it is posted. */
export class RatingsDto {
  @ApiPropertyOptional(shown)
  @MayBeAbsent()
  @IsIn(RATINGS)
  d1?: Rating;

  @ApiPropertyOptional(shown)
  @MayBeAbsent()
  @IsIn(RATINGS)
  d2?: Rating;

  @ApiPropertyOptional(shown)
  @MayBeAbsent()
  @IsIn(RATINGS)
  d3?: Rating;

  @ApiPropertyOptional(shown)
  @MayBeAbsent()
  @IsIn(RATINGS)
  d4?: Rating;

  @ApiPropertyOptional(shown)
  @MayBeAbsent()
  @IsIn(RATINGS)
  d5?: Rating;

  @ApiPropertyOptional(shown)
  @MayBeAbsent()
  @IsIn(RATINGS)
  d6?: Rating;
}
