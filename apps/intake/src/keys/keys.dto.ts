import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ActorDto, MayBeAbsent } from '@handrail/platform';
import { IsInt, IsString, Length, Min } from 'class-validator';

export class MasterKeyDto {
  @ApiProperty({
    description: 'From 1 in each database; rows name the key that wrapped them by it.',
  })
  number: number;

  @ApiProperty({
    description: 'Twelve hexadecimal digits that tell keys apart, and nothing of them.',
  })
  fingerprint: string;

  @ApiProperty({ description: 'Whether new data keys are wrapped by it.' })
  isCurrent: boolean;

  @ApiProperty({ description: 'Whether the process that answers was given it.' })
  isGiven: boolean;

  @ApiProperty({ description: 'How many data keys it wraps.' })
  dataKeys: number;
}

export class KeysDto {
  @ApiProperty({ type: [MasterKeyDto] })
  keys: MasterKeyDto[];

  @ApiProperty({
    description: 'Data keys that another key than the current one wraps; 0 when done.',
  })
  dataKeysToWrap: number;
}

export class RotateKeysDto extends ActorDto {
  @ApiPropertyOptional({
    description: 'Number of the master key; without it the newest given one.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  to?: number;

  @ApiProperty({ description: 'Why, for the audit. No personal data.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}
