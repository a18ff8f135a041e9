import { ApiProperty } from '@nestjs/swagger';
import type { ClockAnswer, WaitingAnswer, WaitingEntryAnswer } from '@handrail/contracts';
import { PROGRAM_LEVELS, WAIT_REASONS, type ProgramLevel } from '@handrail/domain';
import { CLOCK_STATES, clocksAmong, stateOf, type Waiting } from '../../waiting/domain/clocks.js';
import { entriesSince } from '../../waiting/domain/entries.js';
import { pauseAt } from '../../waiting/domain/pauses.js';
import { CLOCK_NAMES, type WaitingRecord } from '../../waiting/domain/record.js';
import { toRecord } from '../../waiting/waiting-record.store.js';

export class DeadlinesView {
  @ApiProperty({ type: String, nullable: true, description: 'Admission within 14 days.' })
  due14: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Admission within 120 days instead, once interim services began in time and it is proven that no ' +
      'program of the level had room on the day of the request.',
  })
  due120: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Interim services within 48 hours.' })
  due48h: string | null;
}

export class ClockView implements ClockAnswer {
  @ApiProperty({ enum: CLOCK_NAMES }) clock: ClockAnswer['clock'];
  @ApiProperty({ enum: CLOCK_STATES }) state: ClockAnswer['state'];
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Pauses counted in; null while one without an end keeps it from running out.',
  })
  dueAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) metAt: string | null;
}

export class WaitingEntryView implements WaitingEntryAnswer {
  @ApiProperty({ description: 'Names it in take-back.' }) id: string;
  @ApiProperty({ enum: ['interim', 'contact', 'pause', 'exception', 'referral'] })
  kind: WaitingEntryAnswer['kind'];
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Of a pause, its end; of a referral, when the State answered.',
  })
  until: string | null;
  @ApiProperty({ type: [String], description: 'Services, an outcome, a reason or an answer.' })
  codes: readonly string[];
}

export class WaitingView implements WaitingAnswer {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty({ type: String, nullable: true }) region: string | null;
  @ApiProperty({ description: '1 pregnant injecting, 2 pregnant, 3 injecting, 4 others' })
  priorityClass: number;
  @ApiProperty({ format: 'date-time', description: 'Since when the class counts.' })
  classSince: string;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ enum: WAIT_REASONS }) waitReason: string;
  @ApiProperty({ type: DeadlinesView }) deadlines: DeadlinesView;
  @ApiProperty({ type: [ClockView], description: 'Everything that is owed to the person.' })
  clocks: readonly ClockView[];
  @ApiProperty({ type: [WaitingEntryView], description: 'What was noted, the newest first.' })
  entries: readonly WaitingEntryView[];
  @ApiProperty({ description: 'The person cannot come now: passed over, with the rank kept.' })
  isPaused: boolean;
  @ApiProperty({ description: 'What If-Match has to name, in quotes.' }) version: number;
}

export class WaitlistPage {
  @ApiProperty({ type: [WaitingView] }) items: WaitingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** What clocks follow from, as the database writes it into JSON: with times in its own form. */
interface StoredWaiting extends Omit<Waiting, 'course'> {
  readonly course: Partial<Waiting['course']>;
}

export interface WaitingRow {
  id: string;
  person_id: string;
  level: string;
  status: string;
  region: string | null;
  priority_class: number;
  priority_since: Date;
  requested_at: Date;
  wait_reason: string;
  version: number;
  attended: boolean;
  course: Partial<Waiting['course']>;
  /** What else the person waits for or has, by its placement. */
  others: readonly StoredWaiting[] | null;
  record: Partial<WaitingRecord> | null;
  /** For the cursor, with every digit the database keeps. */
  requested: string;
}

/** A row of the line as it is at an instant. */
export function toWaitingView(row: WaitingRow, now: string): WaitingView {
  const requestedAt = row.requested_at.toISOString();
  const classSince = row.priority_since.toISOString();
  const record = toRecord(row.record);
  const placement = {
    ...{ status: row.status, level: row.level as ProgramLevel, priorityClass: row.priority_class },
    ...{ requestedAt, prioritySince: classSince, attended: row.attended },
    course: { arrival: null, ...row.course },
  };
  const others = (row.others ?? []).map(({ requestedAt: at, prioritySince, course, ...other }) => ({
    ...{ ...other, requestedAt: inUtc(at), prioritySince: inUtc(prioritySince) },
    course: { arrival: null, ...course },
  }));
  const clocks = clocksAmong(placement, others, record).map((clock) => ({
    clock: clock.clock,
    state: stateOf(clock, record, now),
    ...{ startedAt: clock.startedAt, dueAt: clock.dueAt, metAt: clock.metAt },
  }));
  const dueOf = (name: ClockAnswer['clock']): string | null =>
    clocks.find(({ clock, state }) => clock === name && state !== 'replaced')?.dueAt ?? null;
  return {
    placementId: row.id,
    personId: row.person_id,
    level: row.level,
    region: row.region,
    priorityClass: row.priority_class,
    classSince,
    requestedAt,
    waitReason: row.wait_reason,
    deadlines: { due14: dueOf('due14'), due120: dueOf('due120'), due48h: dueOf('due48h') },
    clocks,
    entries: entriesSince(record, requestedAt),
    isPaused: pauseAt(record.pauses, now) !== undefined,
    version: row.version,
  };
}

const inUtc = (at: string): string => new Date(at).toISOString();
