import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsIn, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { NOTICE_ACTS, type NoticeAct, type NoticeItem } from '../api/notices.js';

export class NoticesQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(400)
  cursor?: string;
}

export class NoticeParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class NoticeActParamsDto extends NoticeParamsDto {
  @ApiProperty({ enum: NOTICE_ACTS })
  @IsIn(NOTICE_ACTS)
  act!: NoticeAct;
}

export class NoticeActDto {
  @ApiProperty({ example: 'manager-1' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ example: 'sent-by-portal', description: 'A code, never free text.' })
  @IsString()
  @MaxLength(64)
  reason!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the State was told.' })
  @Allow()
  at?: string;
}

class NoticeDto implements NoticeItem {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() programId: string;
  @ApiProperty() programName: string;
  @ApiProperty() level: string;
  @ApiProperty() taken: number;
  @ApiProperty() capacity: number;
  @ApiProperty({ format: 'date-time' }) reachedAt: string;
  @ApiProperty({ format: 'date-time' }) dueAt: string;
  @ApiProperty({ type: String }) state: NoticeItem['state'];
  @ApiProperty({ type: String, nullable: true }) givenAt: string | null;
  @ApiProperty({ type: String, nullable: true }) endedAt: string | null;
  @ApiProperty() version: number;
}

export class NoticesPageDto {
  @ApiProperty({ type: [NoticeDto] }) items: NoticeDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
