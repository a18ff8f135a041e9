import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';

/** How far back is looked. */
export class SinceQueryDto {
  @ApiPropertyOptional({ description: '30d, or RFC 3339; thirty days when left out' })
  @MayBeAbsent()
  @IsString()
  since?: string;
}
