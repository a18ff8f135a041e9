import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AuditAnswer } from '@handrail/contracts';
import { IsString, IsUUID, Length } from 'class-validator';
import { IsCareTime } from '../http/is-care-time.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { MayBeAbsent } from '../http/may-be-absent.js';

export class AuditQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Everybody who saw or changed this person.' })
  @MayBeAbsent()
  @IsUUID('loose')
  personId?: string;

  @ApiPropertyOptional({ description: 'Everything this person or system saw or did.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  actor?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsCareTime()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsCareTime()
  to?: string;
}

export class AuditEntryDto implements AuditAnswer {
  @ApiProperty({ description: 'With `seq` its place in the chain.' }) shard: number;
  @ApiProperty() seq: number;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({
    description:
      'Subject of a token, `client/ID` of a system, or `system/local`, with the name the act gave behind a colon.',
  })
  actor: string;
  @ApiProperty({ description: 'The program they asked with.' }) client: string;
  @ApiProperty({ type: String, nullable: true }) organisation: string | null;
  @ApiProperty({ example: 'POST /v1/placements/:id/hold' }) act: string;
  @ApiProperty({ type: String, nullable: true, description: 'The id in the address.' })
  object: string | null;
  @ApiProperty({ type: [String], description: 'Persons who were seen or changed.' })
  subjects: string[];
  @ApiProperty({ type: String, nullable: true }) purpose: string | null;
  @ApiProperty({ description: '`done`, or the code of the refusal.' }) outcome: string;
  @ApiProperty({ format: 'uuid', description: 'The same in every service that took part.' })
  requestId: string;
}

export class AuditPageDto {
  @ApiProperty({ type: [AuditEntryDto] }) items: AuditEntryDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
