import { ApiProperty } from '@nestjs/swagger';
import { IsCareTime } from '@handrail/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';

/** `no-show` is an absence nobody excused. */
const ATTENDANCES = ['attended', 'excused', 'no-show', 'cancelled'] as const;
export type SessionMark = (typeof ATTENDANCES)[number];

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

export class AttendanceEntryDto {
  @ApiProperty({ format: 'uuid', description: 'By Handrail’s id' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  placementId!: string;

  @ApiProperty({ enum: ATTENDANCES })
  @IsIn(ATTENDANCES)
  attendance!: SessionMark;
}

/** One session of a track, and who came to it. */
export class AttendanceSheetDto {
  @ApiProperty({
    format: 'uuid',
    description: 'Given by whoever records it: sent twice, it counts once.',
  })
  @IsUUID()
  id!: string;

  @ApiProperty({ description: 'Who records it: a user or role name', example: 'admission-desk' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ example: 'millrace-iop' })
  @Matches(NAME, { message: '$property must be the id of a program' })
  programId!: string;

  @ApiProperty({ example: 'evening' })
  @Matches(NAME, { message: '$property must be the id of a track of the program' })
  trackId!: string;

  @ApiProperty({ format: 'date-time' })
  @IsCareTime()
  sessionStartsAt!: string;

  @ApiProperty({ format: 'date-time' })
  @IsCareTime()
  sessionEndsAt!: string;

  @ApiProperty({ type: [AttendanceEntryDto], description: 'At most 200 people of one session' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique((entry: Partial<AttendanceEntryDto> | null) => entry?.placementId)
  @ValidateNested({ each: true })
  @Type(() => AttendanceEntryDto)
  entries!: AttendanceEntryDto[];
}

export class RecordedSheetDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'How many people it is about' }) people: number;
  @ApiProperty({ description: 'False when it was recorded before' }) isNew: boolean;
}

export class SessionAttendanceDto {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ enum: ATTENDANCES }) attendance: SessionMark;
  @ApiProperty({ example: 'admission-desk' }) recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
}

export class AttendanceOfSessionDto {
  @ApiProperty({ type: [SessionAttendanceDto] }) items: SessionAttendanceDto[];
}

export class AttendedHoursDto {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ description: 'Hours of the sessions the person came to' }) attendedHours: number;
  @ApiProperty({ description: 'Sessions the person came to' }) attended: number;
  @ApiProperty({ description: 'Absences that were excused' }) excused: number;
  @ApiProperty({ description: 'Absences nobody excused' }) unexcused: number;
}

export class AttendedHoursPageDto {
  @ApiProperty({ type: [AttendedHoursDto] }) items: AttendedHoursDto[];
}
