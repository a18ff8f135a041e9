import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { DirectoryImportAnswer } from '@handrail/contracts';
import { Allow, MayBeAbsent } from '@handrail/platform';
import { IsDefined, IsIn, IsString, Length } from 'class-validator';
import type { Response } from 'express';
import { requireOneOf } from '../reads/check-query.js';
import type { ChangedField, ProgramDifference } from './domain/differences.js';
import { DirectoryTransfer, MOST_CHANGES } from './directory.service.js';

const FORMATS = ['csv', 'fhir'] as const;
type DirectoryFormat = (typeof FORMATS)[number];

const TYPES: Readonly<Record<DirectoryFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  fhir: 'application/fhir+json; charset=utf-8',
};

export class ImportDirectoryDto {
  @ApiProperty({ enum: FORMATS })
  @IsIn(FORMATS)
  format: DirectoryFormat;

  @ApiProperty({
    type: Object,
    description:
      'The text of the CSV file, or the FHIR R4 Bundle, as GET /v1/programs/export has it.',
  })
  @IsDefined()
  content: unknown;

  @ApiPropertyOptional({
    description: '`digest` of what was shown: without it nothing is changed.',
  })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  digest?: string;
}

class ChangedFieldView implements ChangedField {
  @ApiProperty({ example: 'tracks/evening' }) field: string;
  @ApiProperty({ type: Object, nullable: true }) before: unknown;
  @ApiProperty({ type: Object, nullable: true }) after: unknown;
}

class ProgramDifferenceView implements ProgramDifference {
  @ApiProperty() programId: string;
  @ApiProperty({ enum: ['added', 'changed', 'same'] }) kind: ProgramDifference['kind'];
  @ApiProperty({ type: [ChangedFieldView] }) fields: readonly ChangedFieldView[];
}

export class ImportReportView implements DirectoryImportAnswer {
  @ApiProperty({ description: 'False for a dry run.' }) applied: boolean;
  @ApiProperty({ description: 'Send it back to do what is shown.' }) digest: string;
  @ApiProperty({ type: [ProgramDifferenceView] }) programs: readonly ProgramDifferenceView[];
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The directory, as CSV, that takes back what was done: former settings of what was changed; a program ' +
      'that was added stays and takes nobody. Null for a dry run and where nothing was done.',
  })
  undo: string | null;
}

/** The directory of programs as CSV or FHIR, out and in; a dry run comes first. */
@ApiTags('programs')
@Controller('v1/programs')
export class DirectoryController {
  readonly #transfer: DirectoryTransfer;

  constructor(transfer: DirectoryTransfer) {
    this.#transfer = transfer;
  }

  @Allow('care.read')
  @Get('export')
  @ApiOperation({ summary: 'Every program with its tracks, as CSV or as a FHIR R4 Bundle' })
  @ApiQuery({ name: 'format', required: false, enum: FORMATS })
  @ApiOkResponse({
    content: {
      'text/csv': { schema: { type: 'string' } },
      'application/fhir+json': { schema: { type: 'object' } },
    },
  })
  async export(
    @Query('format') format: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    if (format !== undefined) requireOneOf('format', format, FORMATS);
    const asked: DirectoryFormat = format === 'fhir' ? 'fhir' : 'csv';
    response.setHeader('Content-Type', TYPES[asked]);
    return await this.#transfer.export(asked);
  }

  @Allow('programs.write')
  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What taking a directory in would change; with the digest of that, changes it',
    description:
      'Adds and changes programs, all of them or none. What the directory does not list stays as it is. ' +
      `At most ${MOST_CHANGES} programs are added or changed at once.`,
  })
  @ApiOkResponse({ type: ImportReportView })
  @ApiConflictResponse({ description: 'It would do something else now than what was shown.' })
  import(@Body() { format, content, digest }: ImportDirectoryDto): Promise<ImportReportView> {
    return this.#transfer.import(format, content, digest);
  }
}
