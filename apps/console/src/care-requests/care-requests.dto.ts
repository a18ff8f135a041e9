import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PLACEABLE_LEVELS, REQUESTER_KINDS, type RequesterKind } from '@handrail/domain';
import { IsCareTime, MayBeAbsent } from '@handrail/platform';
import { IsBoolean, IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { CareRequestTaken } from '../api/care-requests.js';
import type { TypedRequest } from './domain/to-event.js';

const HOUSINGS = ['stable', 'unstable', 'unsafe', 'homeless', 'recovery-residence'] as const;

/** A request for care; who it is about is passed on to intake and kept nowhere here. */
export class CareRequestDto implements TypedRequest {
  @ApiProperty({ format: 'uuid', description: 'Once for each form: sent again it counts once.' })
  @IsUUID()
  requestId: string;

  @ApiProperty({ format: 'date-time', description: 'When care was asked for.' })
  @IsCareTime()
  requestedAt: string;

  @ApiProperty({ enum: REQUESTER_KINDS })
  @IsIn([...REQUESTER_KINDS])
  requestedBy: RequesterKind;

  @ApiPropertyOptional({ description: 'Which court, department or program; stays with intake.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  organisation?: string;

  @ApiPropertyOptional({ description: 'A number of the person, such as an MRN.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  number?: string;

  @ApiPropertyOptional({ example: 'urn:oid:2.16.840.1.113883.19.5' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  issuer?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  family?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  given?: string;

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a day, YYYY-MM-DD' })
  birthDate?: string;

  @ApiPropertyOptional({
    enum: PLACEABLE_LEVELS,
    description: 'What is asked for; decides nothing.',
  })
  @MayBeAbsent()
  @IsIn([...PLACEABLE_LEVELS])
  level?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsBoolean()
  pregnant?: boolean;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsBoolean()
  injecting?: boolean;

  @ApiPropertyOptional({ enum: HOUSINGS })
  @MayBeAbsent()
  @IsIn([...HOUSINGS])
  housing?: string;

  @ApiPropertyOptional({ example: 'boston' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  region?: string;
}

export class CareRequestTakenDto implements CareRequestTaken {
  @ApiProperty({ format: 'uuid', description: 'The message intake stored it as.' })
  messageId: string;

  @ApiProperty({ enum: ['accepted', 'duplicate'] })
  status: string;
}
