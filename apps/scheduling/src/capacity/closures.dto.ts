import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { ActDto } from '../acts/acts.dto.js';
import { ClosureDto } from '../program/closure.dto.js';
import type { Closure } from '../program/domain/closures.js';

export class ClosuresDto extends ActDto {
  @ApiProperty({ type: [ClosureDto], description: 'All of them: what is left out is open again.' })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ClosureDto)
  closures: ClosureDto[];
}

/** The closures as they are kept: by day, without what a caller added. */
export const closuresIn = ({ closures }: ClosuresDto): Closure[] =>
  closures
    .map(({ from, to, reason, trackIds, makeUps }) => ({
      ...{ from, to, reason, trackIds: trackIds ?? null },
      makeUps: (makeUps ?? []).map(({ trackId, day, from: opens, to: closes }) => ({
        ...{ trackId, day, from: opens, to: closes },
      })),
    }))
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
