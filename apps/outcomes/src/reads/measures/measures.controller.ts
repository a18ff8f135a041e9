import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';

/** A measure with the words that say what was counted. */
export class MeasureDto {
  @ApiProperty({ example: 'follow-up-7' })
  id!: string;

  @ApiProperty({ example: 'Follow-up within 7 days of discharge' })
  title!: string;

  @ApiProperty({ description: 'Who is counted, and when one counts as met.' })
  definition!: string;

  @ApiProperty()
  numerator!: number;

  @ApiProperty()
  denominator!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Null while nobody is counted.' })
  rate!: number | null;
}

export class MeasuresDto {
  @ApiProperty({ type: [MeasureDto] })
  items!: MeasureDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}

/** Windows that are still open count only once they are met: nobody has missed them yet. */
const FOLLOW_UPS = `
  SELECT days, count(*) FILTER (WHERE status = 'met')::int AS numerator, count(*)::int AS denominator
  FROM follow_up WHERE status IN ('met', 'missed') GROUP BY days`;

const REPETITIONS = `
  SELECT count(DISTINCT e.person_id) FILTER (WHERE r.person_id IS NOT NULL)::int AS numerator,
         count(DISTINCT e.person_id)::int AS denominator
  FROM episode e LEFT JOIN repetition r ON r.person_id = e.person_id AND r.status <> 'withdrawn'
  WHERE e.reason IS DISTINCT FROM 'opened-in-error'`;

interface Counts {
  numerator: number;
  denominator: number;
}

@ApiTags('measures')
@Controller('v1/measures')
export class MeasuresController {
  constructor(
    private readonly database: DataSource,
    @Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Measures with their definition, numerator and denominator' })
  @ApiOkResponse({ type: MeasuresDto })
  async list(): Promise<MeasuresDto> {
    const followUps = await this.database.query<Array<Counts & { days: number }>>(FOLLOW_UPS);
    const [repetitions] = await this.database.query<Counts[]>(REPETITIONS);
    const items = [
      ...this.numbers.followUp.windowDays.map((days) =>
        followUpMeasure(
          days,
          followUps.find((row) => row.days === days),
        ),
      ),
      repetitionMeasure(this.numbers.repetition.windowDays, repetitions),
    ];
    return { items, nextCursor: null };
  }
}

const followUpMeasure = (days: number, counts: Counts | undefined): MeasureDto =>
  measure(
    `follow-up-${days}`,
    `Follow-up within ${days} days of discharge`,
    `Discharges from withdrawal management, residential or inpatient care whose window of ${days} ` +
      'calendar days was met or has closed; met when a session was attended or outpatient care ' +
      'began after the day of discharge and within the window. When the person was admitted again, ' +
      'the last discharge counts.',
    counts,
  );

const repetitionMeasure = (days: number, counts: Counts | undefined): MeasureDto =>
  measure(
    'repeated-return-to-use',
    'Repeated return to use',
    `Persons with a course of care; counted when returns to use repeated within ${days} days, or a ` +
      'second detox was completed within six months of the first.',
    counts,
  );

function measure(id: string, title: string, definition: string, counts?: Counts): MeasureDto {
  const { numerator = 0, denominator = 0 } = counts ?? {};
  const rate = denominator === 0 ? null : numerator / denominator;
  return { id, title, definition, numerator, denominator, rate };
}
