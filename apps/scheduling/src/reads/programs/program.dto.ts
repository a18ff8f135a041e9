import { ApiProperty } from '@nestjs/swagger';
import type { PageAnswer, ProgramAnswer, TrackAnswer } from '@handrail/contracts';
import { PROGRAM_LEVELS } from '@handrail/domain';
import {
  ACCEPTANCES,
  isAskedFor,
  placesToGive,
  TRACK_MODALITIES,
  WEEKDAYS,
} from '../../program/domain/program.js';
import type { Program, Track } from '../../program/domain/program.js';
import { ClosureDto } from '../../program/closure.dto.js';
import { SessionBlockDto } from '../../program/save-program/program.dto.js';
import { toProgram, type StoredProgram } from '../../program/program-row.js';

export class TrackView implements TrackAnswer {
  @ApiProperty() id: string;
  @ApiProperty({ enum: WEEKDAYS, isArray: true }) days: string[];
  @ApiProperty({ type: String, nullable: true, example: '18:00' }) from: string | null;
  @ApiProperty({ type: String, nullable: true, example: '21:00' }) to: string | null;
  @ApiProperty({
    type: [SessionBlockDto],
    nullable: true,
    description: 'Several stretches of hours; null when `from` and `to` say it all.',
  })
  blocks: SessionBlockDto[] | null;
  @ApiProperty({ enum: TRACK_MODALITIES }) modality: string;
  @ApiProperty({ description: 'Places in all.' }) capacity: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'A smaller capacity that holds once enough places are freed.',
  })
  plannedCapacity: number | null;
  @ApiProperty({ description: 'Confirmed placements.' }) used: number;
  @ApiProperty({ description: 'Open offers.' }) held: number;
  @ApiProperty({ description: 'Places out of service.' }) blocked: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Places taken by anyone, as the program last reported.',
  })
  occupied: number | null;
  @ApiProperty({
    description:
      'Places that can be given out now: those neither placed, offered, taken elsewhere nor blocked; 0 while the program is closed.',
  })
  free: number;
  @ApiProperty({ type: String, nullable: true, description: 'When the program last said so.' })
  asOf: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Since when a new number is asked for, because an offer was declined as full.',
  })
  askedAt: string | null;
}

export class AdmissionHoursView {
  @ApiProperty({ enum: WEEKDAYS, isArray: true }) days: string[];
  @ApiProperty({ example: '08:00' }) from: string;
  @ApiProperty({ example: '17:00' }) to: string;
}

export class ProgramView implements ProgramAnswer {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty({ type: [String] }) regions: string[];
  @ApiProperty({ example: 'America/New_York' }) timeZone: string;
  @ApiProperty({ type: [String] }) payers: string[];
  @ApiProperty({ type: [String] }) capabilities: string[];
  @ApiProperty({
    type: [String],
    description: 'Facilities it is, as sources of stays call them.',
  })
  facilities: string[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The organisation outside of this network that runs it; null for its own.',
  })
  organisation: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The organisation of this network whose admission desk answers for it; null for any.',
  })
  runBy: string | null;
  @ApiProperty({ enum: ACCEPTANCES }) acceptance: string;
  @ApiProperty() closed: boolean;
  @ApiProperty({ type: [ClosureDto], description: 'Days without sessions.' })
  closures: ClosureDto[];
  @ApiProperty({
    type: [AdmissionHoursView],
    nullable: true,
    description: 'When it answers offers, in its own zone; null when it states none.',
  })
  admissionHours: AdmissionHoursView[] | null;
  @ApiProperty({ type: [TrackView] }) tracks: TrackView[];
  @ApiProperty({ description: 'Of its settings; placements do not change it. For If-Match.' })
  version: number;
}

export class ProgramPage implements PageAnswer<ProgramView> {
  @ApiProperty({ type: [ProgramView] }) items: ProgramView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function toProgramView(row: StoredProgram): ProgramView {
  const program = toProgram(row);
  return {
    id: program.id,
    name: program.name,
    level: program.level,
    regions: [...program.regions],
    timeZone: program.timeZone,
    payers: [...program.payers],
    capabilities: [...program.capabilities],
    facilities: [...program.facilities],
    organisation: program.organisation ?? null,
    runBy: row.run_by,
    acceptance: program.acceptance,
    closed: program.closed,
    closures: row.closures.map((closure) => ({
      ...closure,
      trackIds: closure.trackIds && [...closure.trackIds],
      makeUps: [...closure.makeUps],
    })),
    admissionHours:
      program.admissionHours?.map((each) => ({ ...each, days: [...each.days] })) ?? null,
    tracks: program.tracks.map((track) => toTrackView(program, track)),
    version: row.version,
  };
}

function toTrackView(program: Program, track: Track): TrackView {
  const { id, days, from, to, modality, places } = track;
  const blocks = track.blocks?.map((block) => ({ ...block, days: [...block.days] })) ?? null;
  const { capacity, plannedCapacity, used, held, blocked, occupiedReported, asOf } = places;
  const askedAt = isAskedFor(places) ? places.askedAt : null;
  const counts = { capacity, plannedCapacity, used, held, blocked, occupied: occupiedReported };
  const free = placesToGive(program, track);
  return { id, days: [...days], from, to, blocks, modality, ...counts, free, asOf, askedAt };
}

/** Strong ETag of the settings; placements do not change it. */
export const etagOf = (row: StoredProgram): string => `"${row.version}"`;
