import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ClockAnswer, WaitingEntryAnswer } from '@handrail/contracts';
import { Allow, IsIn, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { WAITING_ACTS, WAITING_GROUPS } from '../api/waiting.js';
import type {
  LikelyPlace,
  WaitingActed,
  WaitingActName,
  WaitingGroup,
  WaitingItem,
} from '../api/waiting.js';

export class WaitingQueryDto {
  @ApiProperty({ enum: WAITING_GROUPS })
  @IsIn(WAITING_GROUPS)
  group!: WaitingGroup;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(400)
  cursor?: string;
}

export class WaitingActParamsDto {
  @ApiProperty({ format: 'uuid', description: 'The placement that waits.' })
  @IsUUID()
  id!: string;

  @ApiProperty({ enum: WAITING_ACTS })
  @IsIn(WAITING_ACTS)
  act!: WaitingActName;
}

/** What an act names. Scheduling says what is at fault; only the fields it knows are passed on. */
export class WaitingActDto {
  @ApiProperty({ example: 'coordinator-2' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ example: 'called-the-family', description: 'A code, never free text.' })
  @IsString()
  @MaxLength(64)
  reason!: string;

  @ApiPropertyOptional({ type: [String], description: 'Of interim services.' })
  @Allow()
  items?: string[];

  @ApiPropertyOptional({ description: 'Of a contact.' })
  @Allow()
  outcome?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Of a contact or interim services.' })
  @Allow()
  at?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Of a pause.' })
  @Allow()
  until?: string;

  @ApiPropertyOptional({ description: 'Of the State.' })
  @Allow()
  answer?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'What is taken back.' })
  @Allow()
  entryId?: string;
}

class WaitingClockDto implements ClockAnswer {
  @ApiProperty({ type: String }) clock: ClockAnswer['clock'];
  @ApiProperty({ type: String }) state: ClockAnswer['state'];
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ type: String, nullable: true }) dueAt: string | null;
  @ApiProperty({ type: String, nullable: true }) metAt: string | null;
}

class WaitingEntryDto implements WaitingEntryAnswer {
  @ApiProperty() id: string;
  @ApiProperty({ type: String }) kind: WaitingEntryAnswer['kind'];
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, nullable: true }) until: string | null;
  @ApiProperty({ type: [String] }) codes: string[];
}

class ForecastErrorDto implements NonNullable<LikelyPlace['error']> {
  @ApiProperty() measured: number;
  @ApiProperty() errorDays: number;
  @ApiProperty() movingAverageErrorDays: number;
}

class LikelyPlaceDto implements LikelyPlace {
  @ApiProperty({ type: String, nullable: true }) likelyAt: string | null;
  @ApiProperty({ type: String, nullable: true }) because: string | null;
  @ApiProperty({ type: ForecastErrorDto, nullable: true }) error: ForecastErrorDto | null;
}

class WaitingItemDto implements WaitingItem {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty() version: number;
  @ApiProperty() level: string;
  @ApiProperty({ type: String, nullable: true }) region: string | null;
  @ApiProperty() priorityClass: number;
  @ApiProperty({ format: 'date-time' }) classSince: string;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty() waitReason: string;
  @ApiProperty({ type: [WaitingClockDto] }) clocks: WaitingClockDto[];
  @ApiProperty({ type: [WaitingEntryDto] }) entries: WaitingEntryDto[];
  @ApiProperty() isPaused: boolean;
  @ApiProperty({ type: LikelyPlaceDto, nullable: true }) forecast: LikelyPlaceDto | null;
}

export class WaitingPageDto {
  @ApiProperty({ type: [WaitingItemDto] }) items: WaitingItemDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WaitingActedDto implements WaitingActed {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ type: Number, nullable: true }) version: number | null;
}
