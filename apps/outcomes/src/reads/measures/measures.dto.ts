import { ApiProperty } from '@nestjs/swagger';

/** A measure with the words that say what was counted. */
export class MeasureDto {
  @ApiProperty({ example: 'follow-up-7' })
  id!: string;

  @ApiProperty({ example: 'Follow-up within 7 days of discharge' })
  title!: string;

  @ApiProperty({ description: 'Who is counted, and when one counts as met.' })
  definition!: string;

  @ApiProperty()
  numerator!: number;

  @ApiProperty()
  denominator!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Null while nobody is counted.' })
  rate!: number | null;
}

export class MeasuresDto {
  @ApiProperty({ type: [MeasureDto] })
  items!: MeasureDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
