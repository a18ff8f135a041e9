import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsCareTime, MayBeAbsent } from '@handrail/platform';

/** What another instrument said about a person. */
export class PostInstrumentResultDto {
  @ApiProperty({ description: 'Its name in lower case', example: 'continuum' })
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9.-]{0,39}$/, {
    message: 'instrument must be a name of lower-case letters, digits, dots and hyphens',
  })
  instrument!: string;

  @ApiPropertyOptional({ description: 'The level it gave, as it names it', example: '2.1' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 20)
  level?: string;

  @ApiPropertyOptional({ description: 'The composite it gave', example: 20 })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(1000)
  composite?: number;

  @ApiProperty({ format: 'date-time', description: 'When it was assessed' })
  @IsCareTime()
  assessedAt!: string;
}

export class InstrumentResultDto {
  @ApiProperty({ format: 'uuid', description: 'The same result posted again has the same id' })
  eventId!: string;

  @ApiProperty()
  instrument!: string;

  @ApiProperty({ type: String, nullable: true })
  level!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  composite!: number | null;

  @ApiProperty({ format: 'date-time' })
  assessedAt!: string;
}
