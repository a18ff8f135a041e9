import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, IsCareTime } from '@handrail/platform';
import { IsString, Length } from 'class-validator';
import {
  AttendanceOfSessionDto,
  AttendanceSheetDto,
  AttendedHoursPageDto,
  RecordedSheetDto,
} from './attendance.dto.js';
import { AttendanceReader } from './attendance.reader.js';
import { AttendanceSheets } from './attendance-sheets.service.js';

class OfTrackDto {
  @ApiProperty({ example: 'millrace-iop' })
  @IsString()
  @Length(1, 128)
  programId!: string;

  @ApiProperty({ example: 'evening' })
  @IsString()
  @Length(1, 128)
  trackId!: string;
}

class OfSessionDto extends OfTrackDto {
  @ApiProperty({ format: 'date-time' })
  @IsCareTime()
  sessionStartsAt!: string;
}

/** Who came to a session, recorded once for everybody. */
@ApiTags('attendance')
@Controller('v1/attendance')
export class AttendanceController {
  readonly #sheets: AttendanceSheets;
  readonly #reader: AttendanceReader;

  constructor(sheets: AttendanceSheets, reader: AttendanceReader) {
    this.#sheets = sheets;
    this.#reader = reader;
  }

  @Allow('offers.answer')
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Records a session for everybody: one `attendance-recorded` for each person',
    description: 'All or none. What is recorded of the same session later takes its place.',
  })
  @ApiOkResponse({ type: RecordedSheetDto })
  record(@Body() sheet: AttendanceSheetDto): Promise<RecordedSheetDto> {
    return this.#sheets.record(sheet);
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'What was recorded of one session, last of each person' })
  @ApiOkResponse({ type: AttendanceOfSessionDto })
  async ofSession(@Query() asked: OfSessionDto): Promise<AttendanceOfSessionDto> {
    const { programId, trackId, sessionStartsAt } = asked;
    return { items: await this.#reader.ofSession(programId, trackId, sessionStartsAt) };
  }

  @Allow('care.read')
  @Get('hours')
  @ApiOperation({ summary: 'Attended hours and absences of everybody in a track' })
  @ApiOkResponse({ type: AttendedHoursPageDto })
  async hours(@Query() { programId, trackId }: OfTrackDto): Promise<AttendedHoursPageDto> {
    return { items: await this.#reader.hoursOf(programId, trackId) };
  }
}
