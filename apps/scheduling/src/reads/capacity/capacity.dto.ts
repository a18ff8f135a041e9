import { ApiProperty } from '@nestjs/swagger';
import type { AgedNumberAnswer, CapacityAnswer, PlaceBlockAnswer } from '@handrail/contracts';
import { PLACE_BLOCK_REASONS, PROGRAM_LEVELS } from '@handrail/domain';
import { capacityCodeOf, CAPACITY_CODES } from '../../program/domain/capacity-code.js';
import { numbersOf } from '../../program/domain/number-age.js';
import {
  ACCEPTANCES,
  NUMBER_SOURCES,
  TRACK_MODALITIES,
  WEEKDAYS,
  type Program,
  type Track,
} from '../../program/domain/program.js';

export class AgedNumberView implements AgedNumberAnswer {
  @ApiProperty() value: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last said; null when nobody ever did.',
  })
  asOf: string | null;
  @ApiProperty({ enum: NUMBER_SOURCES }) source: string;
  @ApiProperty({ description: '1 for news of now, half of it after every 24 hours without news.' })
  confidence: number;
}

export class PlaceBlockView implements PlaceBlockAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() places: number;
  @ApiProperty({ enum: PLACE_BLOCK_REASONS }) reason: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) until: string | null;
  @ApiProperty() by: string;
  @ApiProperty({ format: 'date-time' }) since: string;
}

export class TrackCapacityView implements CapacityAnswer {
  @ApiProperty() programId: string;
  @ApiProperty() programName: string;
  @ApiProperty() trackId: string;
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty({ type: [String] }) regions: string[];
  @ApiProperty() timeZone: string;
  @ApiProperty({ enum: ACCEPTANCES }) acceptance: string;
  @ApiProperty({ enum: TRACK_MODALITIES }) modality: string;
  @ApiProperty({ enum: WEEKDAYS, isArray: true }) days: string[];
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
  @ApiProperty({ description: 'Takes nobody new for now.' }) closed: boolean;
  @ApiProperty({
    enum: CAPACITY_CODES,
    description:
      'Codes of SDOH Clinical Care: places to give at once, none, a line for them, or places given after the program has looked.',
  })
  code: string;
  @ApiProperty({ type: AgedNumberView, description: 'Places in all.' }) capacity: AgedNumberView;
  @ApiProperty({ type: Number, nullable: true, description: 'Holds once places are freed.' })
  plannedCapacity: number | null;
  @ApiProperty({ type: AgedNumberView }) confirmed: AgedNumberView;
  @ApiProperty({ type: AgedNumberView, description: 'Open offers.' }) held: AgedNumberView;
  @ApiProperty({ type: AgedNumberView, description: 'Taken by people Handrail did not place.' })
  takenElsewhere: AgedNumberView;
  @ApiProperty({ type: AgedNumberView, description: 'Out of service.' }) blocked: AgedNumberView;
  @ApiProperty({ type: AgedNumberView, description: 'What can be given out now.' })
  free: AgedNumberView;
  @ApiProperty({ description: 'Places whose plan or stay ends within 7 days.' })
  expectedEnds: number;
  @ApiProperty({ type: [PlaceBlockView] }) blocks: PlaceBlockView[];
  @ApiProperty({ description: 'Version of the program, for If-Match.' }) version: number;
}

export class CapacityPage {
  @ApiProperty({ type: [TrackCapacityView] }) items: TrackCapacityView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** A track of a program with what is expected of it. */
export interface TrackOfBoard {
  readonly program: Program;
  readonly track: Track;
  readonly version: number;
  readonly expectedEnds: number;
}

export function toTrackCapacityView(
  { program, track, version, expectedEnds }: TrackOfBoard,
  now: string,
): TrackCapacityView {
  const numbers = numbersOf(program, track, now);
  const { id: programId, name, level, regions, timeZone, acceptance, closed } = program;
  const { id: trackId, modality, days, from, to, places } = track;
  return {
    programId,
    programName: name,
    trackId,
    level,
    regions: [...regions],
    timeZone,
    acceptance,
    modality,
    days: [...days],
    from,
    to,
    closed,
    code: capacityCodeOf(program, track),
    ...numbers,
    plannedCapacity: places.plannedCapacity,
    expectedEnds,
    blocks: places.blocks.map((block) => ({ ...block })),
    version,
  };
}
