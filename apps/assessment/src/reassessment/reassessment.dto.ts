import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  EvidenceAnswer,
  ReassessmentAnswer,
  StageChange,
  TriggerData,
} from '@handrail/contracts';
import { LEVELS, TRIGGER_KINDS, type TriggerKind } from '@handrail/domain';
import { FLAGS } from './domain/flags.js';
import { REASSESSMENT_STATUSES } from './domain/person-case.js';
import { STAGES } from './domain/work.js';
import { DeterminationDto } from '../policy/determination.dto.js';

export class EvidenceDto {
  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty()
  type!: string;

  @ApiProperty({ format: 'date-time' })
  occurredAt!: string;
}

export class TriggerDto implements TriggerData {
  @ApiProperty({ enum: TRIGGER_KINDS })
  kind!: TriggerKind;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({ format: 'uuid', description: 'The source message it came from' })
  messageId!: string;

  @ApiProperty({ format: 'date-time' })
  occurredAt!: string;

  @ApiProperty({ type: [EvidenceDto] })
  evidence!: EvidenceDto[];
}

export class TransitionDto implements StageChange {
  @ApiProperty({ enum: STAGES })
  stage!: string;

  @ApiProperty({ type: String, nullable: true })
  by!: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty({ format: 'date-time', description: 'When it took effect' })
  effectiveAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was recorded' })
  recordedAt!: string;
}

export class EvidenceItemDto implements EvidenceAnswer {
  @ApiProperty({ description: 'A dimension, a fact, or what happened', example: 'd1' })
  item!: string;

  @ApiProperty({ nullable: true, example: 3 })
  value!: string | number | boolean | null;

  @ApiProperty({ format: 'date-time', description: 'Its age counts from here' })
  observedAt!: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  @ApiProperty({ type: Object, example: { eventId: 'uuid', type: 'handrail.intake.x.v1' } })
  source!: EvidenceAnswer['source'];

  @ApiProperty({ enum: ['used', 'stale', 'superseded', 'conflicting'] })
  standing!: EvidenceAnswer['standing'];

  @ApiProperty({ type: [String], description: 'Events that say otherwise for the same time' })
  conflictsWith!: string[];
}

/** A reassessment: why, by when, with which ratings, and what was decided. */
export class ReassessmentDto implements Omit<ReassessmentAnswer, 'claimedAt'> {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ enum: REASSESSMENT_STATUSES })
  status!: string;

  @ApiProperty({ description: 'Also the ETag; send it back as If-Match' })
  version!: number;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiProperty({ format: 'date-time' })
  dueAt!: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  overdueSince!: string | null;

  @ApiProperty({ type: TriggerDto })
  trigger!: TriggerDto;

  @ApiProperty({ type: Object, example: { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 } })
  ratings!: ReassessmentAnswer['ratings'];

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  ratedAt!: string | null;

  @ApiProperty({ type: [String], description: 'Ratings too old to count' })
  staleRatings!: string[];

  @ApiProperty({ type: Object, description: 'Facts that bear on placement' })
  context!: ReassessmentAnswer['context'];

  @ApiProperty({ enum: LEVELS, nullable: true })
  currentLevel!: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  placeFrom!: string | null;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ type: String, nullable: true })
  claimedBy!: string | null;

  @ApiPropertyOptional({ type: DeterminationDto, description: 'While a person has to decide' })
  proposal?: DeterminationDto;

  @ApiPropertyOptional({ type: DeterminationDto })
  determination?: DeterminationDto;

  @ApiPropertyOptional({ enum: ['policy', 'clinician'] })
  decidedBy?: 'policy' | 'clinician';

  @ApiProperty({ description: 'Why somebody should look now', example: 'Detox completed' })
  whyNow!: string;

  @ApiProperty({ enum: FLAGS, isArray: true, description: 'Most urgent first' })
  flags!: string[];

  @ApiProperty({ enum: STAGES })
  stage!: string;

  @ApiProperty({ format: 'date-time', description: 'Its age in this stage counts from here' })
  stageSince!: string;

  @ApiProperty({ type: [TransitionDto], description: 'Oldest first' })
  history!: TransitionDto[];

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  snoozedUntil!: string | null;

  @ApiProperty({ type: [Object], example: [{ by: 'nurse-7', asks: 'housing', at: 'time' }] })
  informationRequests!: ReassessmentAnswer['informationRequests'];

  @ApiProperty({ type: Object, nullable: true, description: 'Ratings that are not finished' })
  draft!: ReassessmentAnswer['draft'];

  @ApiProperty({ type: [Object], description: 'When the item itself was moved, and from whom' })
  escalations!: ReassessmentAnswer['escalations'];

  @ApiProperty({ type: Object, nullable: true })
  lastChange!: ReassessmentAnswer['lastChange'];

  @ApiProperty({ type: Object, nullable: true, description: 'Attempts to reach the person' })
  outreach!: ReassessmentAnswer['outreach'];

  @ApiProperty({ type: [EvidenceItemDto], description: 'What it rests on, with provenance' })
  evidence!: EvidenceItemDto[];

  @ApiProperty({ type: [Object], description: 'What other instruments said, as it was told' })
  instruments!: ReassessmentAnswer['instruments'];

  @ApiPropertyOptional({ description: 'In a queue: overdue, due-soon or on-time' })
  due?: string;

  @ApiPropertyOptional({ description: 'In a queue; negative when it is overdue' })
  dueInMinutes?: number;

  @ApiPropertyOptional({ description: 'In a queue' })
  ageInStageMinutes?: number;
}
