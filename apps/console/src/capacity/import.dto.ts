import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn, IsString, Length } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import type { ImportReport } from '../api/capacity.js';

const FORMATS = ['csv', 'fhir'] as const;

export class ImportDto {
  @ApiProperty({ enum: FORMATS })
  @IsIn(FORMATS)
  format!: (typeof FORMATS)[number];

  @ApiProperty({ type: String, description: 'The text of the file.' })
  @IsDefined()
  content!: unknown;

  @ApiPropertyOptional({
    description: '`digest` of what was shown: without it nothing is changed.',
  })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  digest?: string;
}

export class ImportReportDto implements ImportReport {
  @ApiProperty() applied: boolean;
  @ApiProperty({ description: 'Send it back to do what is shown.' }) digest: string;
  @ApiProperty({ type: [Object] }) programs: ImportReport['programs'];
  @ApiProperty({ type: String, nullable: true, description: 'Takes back what was done.' })
  undo: string | null;
}
