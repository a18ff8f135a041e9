import { ApiProperty } from '@nestjs/swagger';
import type { RecordedDeterminationAnswer } from '@handrail/contracts';
import { DeterminationDto } from '../../policy/determination.dto.js';

/** A determination as it was recorded. It is never changed. */
export class RecordedDeterminationDto implements RecordedDeterminationAnswer {
  @ApiProperty({ format: 'uuid' })
  determinationId!: string;

  @ApiProperty({ format: 'date-time' })
  determinedAt!: string;

  @ApiProperty({ enum: ['policy', 'clinician'] })
  decidedBy!: string;

  @ApiProperty()
  policyVersion!: string;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the tables that decided' })
  policyHash!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The level that holds' })
  level!: string | null;

  @ApiProperty({ type: Object, description: 'Everything it was decided from' })
  inputs!: object;

  @ApiProperty()
  inputsHash!: string;

  @ApiProperty({ type: DeterminationDto, description: 'What the policy said' })
  result!: DeterminationDto;

  @ApiProperty({ type: Object, nullable: true, description: 'Why a person decided otherwise' })
  override!: RecordedDeterminationAnswer['override'];

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Made again from its inputs it is the same; null when the policy is not here',
  })
  reproduced!: boolean | null;
}

export class RecordedDeterminationsDto {
  @ApiProperty({ type: [RecordedDeterminationDto], description: 'Newest first' })
  items!: RecordedDeterminationDto[];
}
