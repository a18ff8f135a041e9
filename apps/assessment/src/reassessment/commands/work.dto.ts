import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CareContext } from '@handrail/contracts';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsObject,
  IsString,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCareTime, MayBeAbsent } from '@handrail/platform';
import { RatingsDto } from './ratings.dto.js';

const WHO = { description: 'Who acts: a user or role name', example: 'nurse-7' } as const;

/** Whoever says who they are is held to it: nobody acts on what somebody else holds. */
export class ActorDto {
  @ApiPropertyOptional(WHO)
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  by?: string;
}

export class ClaimDto extends ActorDto {}

export class SignDto extends ActorDto {
  @ApiPropertyOptional({ description: 'Role of the person who signs', example: 'physician' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 60)
  role?: string;
}

class NamedActorDto {
  @ApiProperty(WHO)
  @IsString()
  @Length(1, 100)
  by!: string;
}

export class HandOffDto extends NamedActorDto {
  @ApiProperty({ type: String, nullable: true, description: 'Null puts it back to the pool' })
  @IsDefined()
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @Length(1, 100)
  to!: string | null;

  @ApiProperty({ description: 'Stays in this service' })
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class SnoozeDto extends NamedActorDto {
  @ApiProperty({ format: 'date-time', description: 'Its due time does not move' })
  @IsCareTime()
  until!: string;

  @ApiProperty({ description: 'Stays in this service' })
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class RequestInformationDto extends NamedActorDto {
  @ApiProperty({ description: 'What is asked for. Stays in this service.' })
  @IsString()
  @Length(1, 500)
  asks!: string;
}

export class DraftDto extends NamedActorDto {
  @ApiProperty({ type: RatingsDto, description: 'As far as they are known' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RatingsDto)
  ratings!: RatingsDto;

  @ApiPropertyOptional({ type: Object, description: 'Facts that bear on placement' })
  @MayBeAbsent()
  @IsObject()
  context?: CareContext;

  @ApiPropertyOptional({ description: 'Stays in this service' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 2000)
  note?: string;
}

export class OutreachDto extends NamedActorDto {
  @ApiProperty({ enum: ['reached', 'not-reached'] })
  @IsIn(['reached', 'not-reached'])
  outcome!: 'reached' | 'not-reached';
}
