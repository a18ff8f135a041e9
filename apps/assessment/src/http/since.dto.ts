import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** How far back is looked. */
export class SinceQueryDto {
  @ApiPropertyOptional({ description: '30d, or RFC 3339; thirty days when left out' })
  @IsOptional()
  @IsString()
  since?: string;
}
