import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { SERVICES } from '../api/names.js';
import type { Service } from '../api/names.js';
import type { ActResult, OperatorAct, ParkedAct, ParkedView } from './parked.view.js';

export class ParkedActDto {
  @ApiProperty({ enum: SERVICES })
  @IsIn([...SERVICES])
  service: Service;

  @ApiProperty({ description: 'Cause of the group, as the service gives it.' })
  @IsString()
  @Length(1, 1_000)
  cause: string;

  @ApiPropertyOptional({ description: 'One event of the group; the whole group when left out.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  id?: string;

  @ApiProperty({
    description: 'How many events the reader was told this touches. More now is refused with 409.',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  expected: number;

  @ApiProperty({ description: 'Why, for whoever reads the record of acts. No names of persons.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class ActResultDto implements ActResult {
  @ApiProperty({ enum: ['retry', 'discard'] }) act: ParkedAct;
  @ApiProperty() asked: number;
  @ApiProperty({ description: 'How many left the parking.' }) done: number;
  @ApiProperty({ type: Object, description: 'Of those, how many ended as what.' })
  became: ActResult['became'];
  @ApiProperty({ type: [Object], description: 'Those that are still there, each with why.' })
  failed: ActResult['failed'];
  @ApiProperty({ description: 'Events of the group that remain because of the cap.' }) left: number;
}

export class ParkedViewDto implements ParkedView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() total: number;
  @ApiProperty({ type: [Object] }) groups: ParkedView['groups'];
  @ApiProperty({ type: [String] }) unknown: Service[];
  @ApiProperty({ type: [String] }) cut: Service[];
  @ApiProperty() cap: number;
}

export class OperatorActsDto {
  @ApiProperty({ type: [Object] }) items: OperatorAct[];
}
