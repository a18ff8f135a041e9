import { ApiProperty } from '@nestjs/swagger';
import type { EmptiedByAnswer, PageAnswer, PlacementCaseAnswer } from '@handrail/contracts';
import {
  HOUR_MS,
  isHousing,
  LEVELS,
  type ProgramLevel,
  PROGRAM_LEVELS,
  PLACEMENT_STATUSES,
  RECOVERY_HOUSING,
  WAIT_REASONS,
} from '@handrail/domain';
import type { ConsentReport } from '../../consent/domain/consent-report.js';
import { NEVER } from '../../stay/domain/stay.js';
import { toFreeFrom } from '../../placement/placement-row.js';
import type { Course } from '../../placement/domain/course.js';
import type { CareNeed, RecordedAct } from '../../placement/domain/placement.js';
import { needsOf } from '../../matching/domain/needs.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import {
  NO_CANDIDATES,
  unpackCandidates,
  type StoredCandidates,
} from '../../placement/stored-candidates.js';
import {
  ActView,
  CandidateView,
  CausedByView,
  EmptiedByView,
  MeanwhileView,
  PlacementOfferView,
} from './placement-parts.dto.js';

/** A placement in a list: everything but what takes long to read. */
export class ListedPlacementView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty({
    ...{ type: String, nullable: true, enum: [RECOVERY_HOUSING] },
    description:
      'Of a place that is no care and stands beside it: the support of the determination it meets.',
  })
  support: string | null;
  @ApiProperty({
    ...{ type: String, nullable: true, enum: LEVELS },
    description:
      'Of what is tried because no program gives it: the level that was determined, which stays in line.',
  })
  insteadOf: string | null;
  @ApiProperty({
    ...{ type: MeanwhileView, nullable: true },
    description: 'What is tried instead while no program gives the level; null when nothing is.',
  })
  meanwhile: MeanwhileView | null;
  @ApiProperty({ enum: PLACEMENT_STATUSES }) status: string;
  @ApiProperty({ type: String, nullable: true }) programId: string | null;
  @ApiProperty({ type: String, nullable: true }) programName: string | null;
  @ApiProperty({ type: String, nullable: true }) trackId: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'First day, in the zone of the program.',
  })
  startsOn: string | null;
  @ApiProperty({ type: String, nullable: true }) endReason: string | null;
  @ApiProperty({ type: String, nullable: true, enum: WAIT_REASONS })
  waitReason: string | null;
  @ApiProperty({ description: '1 pregnant injecting, 2 pregnant, 3 injecting, 4 others' })
  priorityClass: number;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'When an open offer lapses.' })
  expiresAt: string | null;
  @ApiProperty({ description: 'Whether the person came at least once.' }) attended: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When a stay at the program began, if one did.',
  })
  arrivedAt: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Since when the place is kept: for a stay elsewhere, or by hand.',
  })
  heldSince: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Since when it is known that the person has not come, and nobody knows why.',
  })
  notStartedSince: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '2026-11-21T15:00:00.000Z',
    description: 'When who waits is free of the stay they live in; `unknown` when nobody knows.',
  })
  freeFrom: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why a person has to look at it.' })
  needsReview: string | null;
  @ApiProperty({
    type: [EmptiedByView],
    description:
      'What leaves no program for who waits with `no-matching-program` or `consent`; most programs taken first.',
  })
  emptiedBy: EmptiedByView[];
  @ApiProperty({
    type: [String],
    example: ['pregnancy', 'language:es', 'family-services'],
    description: 'What the person needs beside the level: what is unsafe without it first.',
  })
  needs: string[];
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When the person said yes to the place.',
  })
  personAgreedAt: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description:
      'Until when somebody should ask the person whether they want the place: 72 hours after it was confirmed.',
  })
  askPersonBy: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Until when nobody is asked, because the person wants no place now.',
  })
  parkedUntil: string | null;
  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'The only programs the person would go to.',
  })
  onlyPrograms: string[] | null;
  @ApiProperty({ type: CausedByView }) causedBy: CausedByView;
  @ApiProperty({ description: 'Rises with every change; the ETag says it, too.' }) version: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class PlacementView extends ListedPlacementView implements PlacementCaseAnswer {
  @ApiProperty({ type: [CandidateView], description: 'Fitting tracks first, best first.' })
  candidates: CandidateView[];
  @ApiProperty({ type: [PlacementOfferView], description: 'Programs asked, the first first.' })
  offers: PlacementOfferView[];
  @ApiProperty({ type: [ActView], description: 'What people did with it, the oldest first.' })
  acts: ActView[];
}

export class PlacementPage implements PageAnswer<ListedPlacementView> {
  @ApiProperty({ type: [ListedPlacementView] }) items: ListedPlacementView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export interface ListedPlacement {
  id: string;
  person_id: string;
  level: string;
  status: string;
  program_id: string | null;
  program_name: string | null;
  track_id: string | null;
  starts_on: string | null;
  end_reason: string | null;
  wait_reason: string | null;
  priority_class: number;
  requested_at: Date;
  offer_expires_at: Date | null;
  attended: boolean;
  course: Partial<Course>;
  free_from: Date | number | null;
  needs_review: string | null;
  need: CareNeed;
  declined_tracks: string[];
  consents: readonly ConsentReport[] | null;
  confirmed_at: Date | null;
  meanwhile: MeanwhileView | null;
  reassessment_id: string;
  determination_id: string;
  message_id: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  /** For the cursor, with every digit the database keeps. */
  created: string;
}

export interface ShownPlacement extends ListedPlacement {
  candidates: StoredCandidates | null;
  acts: RecordedAct[];
  offers: PlacementOfferView[];
}

const toCandidateView = ({ parts, excludedBecause, ...named }: Candidate): CandidateView => ({
  ...named,
  parts: { ...parts },
  excludedBecause: [...excludedBecause],
});

const freeFromView = (stored: ListedPlacement['free_from']): string | null => {
  const freeFrom = toFreeFrom(stored);
  return freeFrom === NEVER ? 'unknown' : freeFrom;
};

function needsBesideLevel({ level, need }: ListedPlacement): string[] {
  const { capabilities, welcome } = needsOf(level as ProgramLevel, need.context, need);
  return [...capabilities, ...welcome];
}

/** So long after it was confirmed a person may go unasked [P]. */
const ASK_WITHIN_MS = 72 * HOUR_MS;

/** Who came, or said so, wants the place: nobody has to ask them any more. */
function askPersonBy({ confirmed_at, course, attended }: ListedPlacement): string | null {
  if (!confirmed_at || attended || course.arrival || course.agreedAt) return null;
  return new Date(confirmed_at.getTime() + ASK_WITHIN_MS).toISOString();
}

export const toListedView = (
  row: ListedPlacement,
  emptied: readonly EmptiedByAnswer[],
): ListedPlacementView => ({
  id: row.id,
  personId: row.person_id,
  level: row.level,
  support: isHousing(row.level as ProgramLevel) ? RECOVERY_HOUSING : null,
  insteadOf: row.need.insteadOf ?? null,
  meanwhile: row.meanwhile,
  status: row.status,
  programId: row.program_id,
  programName: row.program_name,
  trackId: row.track_id,
  startsOn: row.starts_on,
  endReason: row.end_reason,
  waitReason: row.wait_reason,
  priorityClass: row.priority_class,
  requestedAt: row.requested_at.toISOString(),
  expiresAt: row.offer_expires_at?.toISOString() ?? null,
  attended: row.attended,
  arrivedAt: row.course.arrival?.at ?? null,
  heldSince: row.course.hold?.since ?? null,
  notStartedSince: row.course.notStartedAt ?? null,
  freeFrom: freeFromView(row.free_from),
  needsReview: row.needs_review,
  emptiedBy: [...emptied],
  needs: needsBesideLevel(row),
  personAgreedAt: row.course.agreedAt ?? null,
  askPersonBy: askPersonBy(row),
  parkedUntil: row.course.parkedUntil ?? null,
  onlyPrograms: row.course.onlyPrograms ? [...row.course.onlyPrograms] : null,
  causedBy: {
    reassessmentId: row.reassessment_id,
    determinationId: row.determination_id,
    messageId: row.message_id,
  },
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** `weighed` is what there is for somebody who waits, as it is now. */
export const toPlacementView = (
  row: ShownPlacement,
  emptied: readonly EmptiedByAnswer[],
  weighed: readonly Candidate[] | null,
): PlacementView => ({
  ...toListedView(row, emptied),
  candidates: (weighed ?? unpackCandidates(row.candidates ?? NO_CANDIDATES)).map(toCandidateView),
  offers: row.offers,
  acts: row.acts.map((act) => ({ ...act })),
});
