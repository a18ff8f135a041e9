import { ApiProperty } from '@nestjs/swagger';
import type { DeterminationData, TraceStep } from '@handrail/contracts';
import { LEVELS, type Level } from '@handrail/domain';

export class TraceEntryDto implements TraceStep {
  @ApiProperty({ example: 'R4-d4-2' })
  rule!: string;

  @ApiProperty({ description: 'The values the rule looked at', type: Object, example: { d4: 2 } })
  input!: Record<string, string | number | boolean | null>;

  @ApiProperty({ example: 'at least IOP' })
  effect!: string;

  @ApiProperty({ description: 'Where the rule comes from' })
  source!: string;
}

export class ChangeDto {
  @ApiProperty({ example: 'd5' })
  input!: string;

  @ApiProperty({ description: 'The value it would have', example: 3 })
  to!: string | number | boolean | null;

  @ApiProperty({ enum: LEVELS, nullable: true })
  level!: Level | null;
}

/** A level of care with its reasons. */
export class DeterminationDto implements DeterminationData {
  @ApiProperty({ enum: LEVELS, nullable: true, description: 'Null when d1-d3 are not all known' })
  level!: Level | null;

  @ApiProperty({ type: String, nullable: true, description: 'ASAM level number, a name only' })
  asamLevel!: string | null;

  @ApiProperty({ enum: LEVELS, isArray: true, description: 'Also acceptable, nearest first' })
  alternatives!: Level[];

  @ApiProperty()
  policyVersion!: string;

  @ApiProperty({ enum: ['draft', 'approved', 'retired'] })
  policyStatus!: DeterminationData['policyStatus'];

  @ApiProperty({ enum: ['automatic', 'needs-human'] })
  mode!: DeterminationData['mode'];

  @ApiProperty({ type: [TraceEntryDto], description: 'Every rule that fired, in order' })
  trace!: TraceEntryDto[];

  @ApiProperty({ type: [String], example: ['recovery-housing'] })
  supports!: string[];

  @ApiProperty({ enum: ['ambulatory', '24-hour'], nullable: true })
  withdrawalSetting!: DeterminationData['withdrawalSetting'];

  @ApiProperty({ type: [ChangeDto], description: 'The smallest single changes to another level' })
  wouldChangeIf!: ChangeDto[];

  @ApiProperty({ example: 'sha256:0f3c' })
  inputsHash!: string;
}
