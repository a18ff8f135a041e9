import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { EmptiedByAnswer, MeanwhileAnswer } from '@handrail/contracts';
import { IsIn, IsString, Length, MaxLength } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { COORDINATION_LISTS, PERSON_ANSWERS, REVIEW_REASONS } from '../api/coordination.js';
import type { CoordinationItem, CoordinationList, PersonAnswer } from '../api/coordination.js';

export class CoordinationQueryDto {
  @ApiProperty({ enum: COORDINATION_LISTS })
  @IsIn(COORDINATION_LISTS)
  list!: CoordinationList;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(400)
  cursor?: string;
}

export class ReviewPlacementDto {
  @ApiProperty({ description: 'Who has looked: a user or role name', example: 'coordinator-2' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ enum: REVIEW_REASONS })
  @IsIn(REVIEW_REASONS)
  reason!: (typeof REVIEW_REASONS)[number];
}

export class PersonAnsweredDto {
  @ApiProperty({ description: 'Who has asked: a user or role name', example: 'coordinator-2' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ enum: PERSON_ANSWERS, description: 'What the person says to the place.' })
  @IsIn(PERSON_ANSWERS)
  answer!: PersonAnswer;
}

class EmptiedByDto implements EmptiedByAnswer {
  @ApiProperty({ example: 'capability:pregnancy' }) code: string;
  @ApiProperty({ description: 'Programs it takes away' }) programs: number;
}

class MeanwhileDto implements MeanwhileAnswer {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ example: 'PHP' }) level: string;
  @ApiProperty() status: string;
  @ApiProperty({ type: String, nullable: true }) programName: string | null;
}

export class CoordinationItemDto implements CoordinationItem {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty() level: string;
  @ApiProperty() status: string;
  @ApiProperty({ type: String, nullable: true }) programName: string | null;
  @ApiProperty({ type: Number, nullable: true }) priorityClass: number | null;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty({ type: String, nullable: true }) needsReview: string | null;
  @ApiProperty({ type: String, nullable: true }) notStartedSince: string | null;
  @ApiProperty({ type: String, nullable: true }) askPersonBy: string | null;
  @ApiProperty({ type: String, nullable: true }) insteadOf: string | null;
  @ApiProperty({ type: MeanwhileDto, nullable: true }) meanwhile: MeanwhileDto | null;
  @ApiProperty({ type: [EmptiedByDto] }) emptiedBy: EmptiedByDto[];
}

export class CoordinationPageDto {
  @ApiProperty({ type: [CoordinationItemDto] }) items: CoordinationItemDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
