import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { OFFER_STATUSES } from '@handrail/domain';
import type { OffersAnswer, PlacementCase } from '../api/placement-case.js';

const STATUSES = ['open', ...OFFER_STATUSES] as const;

export class OffersQueryDto {
  @ApiPropertyOptional({ description: 'Offers to one program.', example: 'harbor-iop' })
  @MayBeAbsent()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    message: '$property must be the id of a program',
  })
  programId?: string;

  @ApiPropertyOptional({ enum: STATUSES, description: '`open` holds a place.' })
  @MayBeAbsent()
  @IsIn([...STATUSES])
  status?: string;
}

export class PlacementCaseDto implements PlacementCase {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: Object }) placement: PlacementCase['placement'];
  @ApiProperty({ type: [Object], description: 'Programs of the level and those considered.' })
  programs: PlacementCase['programs'];
  @ApiProperty({ type: [Object] }) odds: PlacementCase['odds'];
}

export class OffersDto implements OffersAnswer {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: [Object] }) items: OffersAnswer['items'];
  @ApiProperty({ description: 'There are more than are read at once.' }) cut: boolean;
  @ApiProperty({ type: [Object] }) odds: OffersAnswer['odds'];
}
