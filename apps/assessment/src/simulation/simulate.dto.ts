import { ApiProperty } from '@nestjs/swagger';
import type { PersonMovedAnswer, SimulationAnswer } from '@handrail/contracts';
import { LEVELS, type Level } from '@handrail/domain';
import { ReassessmentsDto } from './asked-beyond.dto.js';

const level = { enum: LEVELS, nullable: true } as const;

export class MoveDto {
  @ApiProperty(level)
  from!: Level | null;

  @ApiProperty(level)
  to!: Level | null;

  @ApiProperty()
  count!: number;
}

export class ModeChangesDto {
  @ApiProperty({ description: 'A person would decide what was decided by itself' })
  toNeedsHuman!: number;

  @ApiProperty()
  toAutomatic!: number;
}

export class PlacesDto {
  @ApiProperty()
  places!: number;

  @ApiProperty({ description: 'Taken by confirmed placements' })
  used!: number;
}

export class DemandDto {
  @ApiProperty(level)
  level!: Level | null;

  @ApiProperty({ description: 'Determinations of this level' })
  before!: number;

  @ApiProperty()
  after!: number;

  @ApiProperty()
  change!: number;

  @ApiProperty({ type: PlacesDto, nullable: true, description: 'Null when nobody reported any' })
  capacity!: PlacesDto | null;
}

export class DifferenceDto {
  @ApiProperty({ example: 'R4-d5-2' })
  rule!: string;

  @ApiProperty({ example: 'at least PHP' })
  effect!: string;

  @ApiProperty({ enum: ['before', 'after'], description: 'In which trace alone it stands' })
  only!: 'before' | 'after';
}

export class PersonMovedDto implements PersonMovedAnswer {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ format: 'uuid' })
  reassessmentId!: string;

  @ApiProperty({ format: 'uuid' })
  determinationId!: string;

  @ApiProperty({ format: 'date-time' })
  determinedAt!: string;

  @ApiProperty(level)
  from!: Level | null;

  @ApiProperty(level)
  to!: Level | null;

  @ApiProperty({ type: [DifferenceDto] })
  because!: DifferenceDto[];
}

/** What another policy would have decided about what was recorded. */
export class SimulationDto implements SimulationAnswer {
  @ApiProperty()
  policyVersion!: string;

  @ApiProperty({ description: 'A version, or "recorded"' })
  against!: string;

  @ApiProperty({ format: 'date-time' })
  since!: string;

  @ApiProperty({ format: 'date-time' })
  until!: string;

  @ApiProperty()
  determinations!: number;

  @ApiProperty({ description: 'How many would have another level' })
  changed!: number;

  @ApiProperty({ type: [MoveDto], description: 'Most first' })
  moves!: MoveDto[];

  @ApiProperty({ type: ModeChangesDto })
  modeChanges!: ModeChangesDto;

  @ApiProperty({ type: [DemandDto], description: 'Per level, against the places there are' })
  demand!: DemandDto[];

  @ApiProperty({ type: [PersonMovedDto], description: 'Newest first' })
  people!: PersonMovedDto[];

  @ApiProperty()
  peopleLeftOut!: number;

  @ApiProperty({ type: ReassessmentsDto, description: 'Who else would have been asked for' })
  reassessments!: ReassessmentsDto;

  @ApiProperty()
  elapsedMs!: number;
}
