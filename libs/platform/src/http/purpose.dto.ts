import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { MayBeAbsent } from './may-be-absent.js';

/** Whoever does something that is kept with their name. */
export class ActorDto {
  @ApiPropertyOptional({ description: 'User name of whoever does it, not their own name.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  by?: string;
}

/** Who reads what is personal, and what for: intake, which owns it, keeps both. */
export class PurposeDto extends ActorDto {
  @ApiProperty({ description: 'What it is read for, for the audit trail. No personal data.' })
  @IsString()
  @Length(3, 500)
  purpose: string;
}
