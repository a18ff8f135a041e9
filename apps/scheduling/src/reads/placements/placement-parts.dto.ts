import { ApiProperty } from '@nestjs/swagger';
import type {
  CandidateAnswer,
  EmptiedByAnswer,
  MeanwhileAnswer,
  PlacementActAnswer,
  PlacementOfferAnswer,
} from '@handrail/contracts';
import { LEVELS, OFFER_STATUSES } from '@handrail/domain';
import { PLACEMENT_ACTS, WAITING_ACTS } from '../../placement/domain/placement.js';

export class CandidateView implements CandidateAnswer {
  @ApiProperty() programId: string;
  @ApiProperty() trackId: string;
  @ApiProperty({ description: '0 to 1, the sum of the parts.' }) score: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { startsSoon: 0.3, near: 0.2 },
  })
  parts: Record<string, number>;
  @ApiProperty({
    type: [String],
    description:
      'level, region, payer, availability, capability:<name>, closed, declined, resting, not-named, full',
  })
  excludedBecause: string[];
}

export class PlacementOfferView implements PlacementOfferAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() programId: string;
  @ApiProperty() trackId: string;
  @ApiProperty({ enum: OFFER_STATUSES }) status: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  acknowledgedAt: string | null;
}

export class CausedByView {
  @ApiProperty({ format: 'uuid' }) reassessmentId: string;
  @ApiProperty({ format: 'uuid' }) determinationId: string;
  @ApiProperty({ format: 'uuid', description: 'The source message at the root.' })
  messageId: string;
}

export class ActView implements PlacementActAnswer {
  @ApiProperty({ enum: [...PLACEMENT_ACTS, ...WAITING_ACTS] }) kind: string;
  @ApiProperty({ example: 'nurse-7' }) by: string;
  @ApiProperty({ example: 'moved-away' }) reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** What is tried for somebody whose level no program gives. */
export class MeanwhileView implements MeanwhileAnswer {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ enum: LEVELS }) level: string;
  @ApiProperty({ enum: ['waitlisted', 'offered', 'confirmed'] }) status: string;
  @ApiProperty({ type: String, nullable: true }) programName: string | null;
}

export class EmptiedByView implements EmptiedByAnswer {
  @ApiProperty({ example: 'capability:pregnancy' }) code: string;
  @ApiProperty({ description: 'Programs of the level it takes away.' }) programs: number;
}
