import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { MeasureDto } from './measures.dto.js';

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

/** Counts the measures; their definitions stand beside the statements that count them. */
@Injectable()
export class MeasuresReader {
  readonly #database: DataSource;
  readonly #numbers: RuleNumbers;

  constructor(database: DataSource, @Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#database = database;
    this.#numbers = numbers;
  }

  async all(): Promise<MeasureDto[]> {
    const followUps = await this.#database.query<Array<Counts & { days: number }>>(FOLLOW_UPS);
    const [repetitions] = await this.#database.query<Counts[]>(REPETITIONS);
    const { followUp, repetition } = this.#numbers;
    return [
      ...followUp.windowDays.map((days) =>
        followUpMeasure(
          days,
          followUps.find((row) => row.days === days),
        ),
      ),
      repetitionMeasure(repetition.windowDays, repetitions),
    ];
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
