import { ApiProperty } from '@nestjs/swagger';
import type { OverrideRatesAnswer } from '@handrail/contracts';

export class ReasonCountDto {
  @ApiProperty()
  reasonCode!: string;

  @ApiProperty()
  count!: number;
}

export class RuleRateDto {
  @ApiProperty({ example: 'R4-d5-3' })
  rule!: string;

  @ApiProperty({ description: 'Reassessments whose answer this rule had a part in' })
  determinations!: number;

  @ApiProperty({ description: 'Of those, decided otherwise by a person' })
  overrides!: number;

  @ApiProperty({ description: '0 to 1' })
  rate!: number;
}

/** How often people decided otherwise than the policy. */
export class OverrideRates implements OverrideRatesAnswer {
  @ApiProperty({ format: 'date-time' })
  since!: string;

  @ApiProperty({ description: 'Reassessments that were decided' })
  determinations!: number;

  @ApiProperty()
  overrides!: number;

  @ApiProperty({ type: Number, nullable: true, description: '0 to 1; null when none was decided' })
  rate!: number | null;

  @ApiProperty({ type: [ReasonCountDto], description: 'Most first' })
  byReason!: ReasonCountDto[];

  @ApiProperty({ type: [RuleRateDto], description: 'Highest rate first' })
  byRule!: RuleRateDto[];
}
