import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CapacityNoticeAnswer, NoticeEvidenceAnswer } from '@handrail/contracts';
import { PLACEABLE_LEVELS } from '@handrail/domain';
import { IsCareTime, MayBeAbsent } from '@handrail/platform';
import { ActDto } from '../acts/acts.dto.js';
import { NOTICE_STATES, noticeStateOf } from '../fullness/domain/notice-clock.js';

/** Records that the State was told. */
export class GiveNoticeDto extends ActDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it was disclosed; now when absent.',
  })
  @MayBeAbsent()
  @IsCareTime()
  at?: string;
}

export class CapacityNoticeView implements CapacityNoticeAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() programId: string;
  @ApiProperty() programName: string;
  @ApiProperty({ enum: PLACEABLE_LEVELS }) level: string;
  @ApiProperty({ description: 'Places taken when 90 % were reached.' }) taken: number;
  @ApiProperty({ description: 'Places in service then.' }) capacity: number;
  @ApiProperty({ format: 'date-time' }) reachedAt: string;
  @ApiProperty({ format: 'date-time', description: 'Seven days later.' }) dueAt: string;
  @ApiProperty({ enum: NOTICE_STATES }) state: CapacityNoticeAnswer['state'];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) givenAt: string | null;
  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true },
    description: 'When the program was under 85 % again; null while it is not.',
  })
  endedAt: string | null;
  @ApiProperty({ description: 'What If-Match has to name, in quotes.' }) version: number;
}

export class CapacityNoticePage {
  @ApiProperty({ type: [CapacityNoticeView] }) items: CapacityNoticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

class EvidenceDayView {
  @ApiProperty({ format: 'date', description: 'In the zone of the program.' }) day: string;
  @ApiProperty({ description: 'Places in all, at the end of the day.' }) capacity: number;
  @ApiProperty({ description: 'Taken, held for an offer or by whomever.' }) taken: number;
  @ApiProperty({ description: 'Free at the end of the day.' }) free: number;
}

class EvidenceWaitView {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty() priorityClass: number;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: still waits.',
  })
  placedAt: string | null;
  @ApiProperty() waitedDays: number;
}

class EvidenceExceptionView {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() reason: string;
}

export class NoticeEvidenceView implements NoticeEvidenceAnswer {
  @ApiProperty({ type: CapacityNoticeView }) notice: CapacityNoticeView;
  @ApiProperty({
    type: [EvidenceDayView],
    description: 'From 30 days before 90 % were reached on.',
  })
  days: EvidenceDayView[];
  @ApiProperty({
    type: [EvidenceWaitView],
    description: 'Who waited for the program, the longest first.',
  })
  waited: EvidenceWaitView[];
  @ApiProperty({ description: 'How many waited; at most 1,000 of them are listed.' })
  waitedInAll: number;
  @ApiProperty({
    ...{ type: 'object', additionalProperties: { type: 'integer' } },
    description: 'Offers of places of the program since, by what became of them.',
  })
  offers: Readonly<Record<string, number>>;
  @ApiProperty({ type: [EvidenceExceptionView], description: 'Reasons noted for an exception.' })
  exceptions: EvidenceExceptionView[];
}

/** A notice with its program's name, as it is listed. */
export interface ListedNotice {
  readonly id: string;
  readonly program_id: string;
  readonly program_name: string;
  readonly level: string;
  readonly taken: number;
  readonly capacity: number;
  readonly reached_at: Date;
  readonly due_at: Date;
  readonly given_at: Date | null;
  readonly ended_at: Date | null;
  readonly version: number;
}

export function toNoticeView(row: ListedNotice, now: string): CapacityNoticeView {
  const times = {
    reachedAt: row.reached_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    givenAt: row.given_at?.toISOString() ?? null,
  };
  return {
    ...{ id: row.id, programId: row.program_id, programName: row.program_name, level: row.level },
    ...{ taken: row.taken, capacity: row.capacity, version: row.version },
    ...{ ...times, state: noticeStateOf(times, now) },
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
