import { ApiProperty } from '@nestjs/swagger';
import type { OfferAnswer, PageAnswer } from '@handrail/contracts';
import { OFFER_STATUSES, PROGRAM_LEVELS } from '@handrail/domain';

/** One program that is or was asked to take a person. */
export class OfferView implements OfferAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty() programId: string;
  @ApiProperty() programName: string;
  @ApiProperty() trackId: string;
  @ApiProperty({ format: 'date', description: 'First day, in the zone of the program.' })
  startsOn: string;
  @ApiProperty({ enum: OFFER_STATUSES }) status: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it came to nothing, as a code.' })
  reason: string | null;
  @ApiProperty({
    type: [String],
    example: ['pregnancy', 'moud'],
    description: 'What the program must be able to do for the person.',
  })
  needs: string[];
  @ApiProperty({ description: '1 pregnant injecting, 2 pregnant, 3 injecting, 4 others' })
  priorityClass: number;
  @ApiProperty({ description: 'How many other programs are asked at the same time.' })
  askedBeside: number;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When the person said yes; null while their own answer is not on record.',
  })
  personAgreedAt: string | null;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it lapses, counted in the hours in which the program answers.',
  })
  expiresAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  acknowledgedAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) endedAt: string | null;
}

export class OfferPage implements PageAnswer<OfferView> {
  @ApiProperty({ type: [OfferView] }) items: OfferView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export interface ShownOffer {
  id: string;
  placement_id: string;
  person_id: string;
  level: string;
  program_id: string;
  program_name: string;
  track_id: string;
  starts_on: string;
  status: string;
  reason: string | null;
  needs: string[];
  priority_class: number;
  asked_beside: number;
  agreed_at: string | null;
  made_at: Date;
  expires_at: Date;
  acknowledged_at: Date | null;
  ended_at: Date | null;
  /** For the cursor, with every digit the database keeps. */
  made: string;
}

export const toOfferView = (row: ShownOffer): OfferView => ({
  id: row.id,
  placementId: row.placement_id,
  personId: row.person_id,
  level: row.level,
  programId: row.program_id,
  programName: row.program_name,
  trackId: row.track_id,
  startsOn: row.starts_on,
  status: row.status,
  reason: row.reason,
  needs: row.needs,
  priorityClass: row.priority_class,
  askedBeside: row.asked_beside,
  personAgreedAt: row.agreed_at,
  madeAt: row.made_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
});
