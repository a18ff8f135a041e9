import { ApiProperty } from '@nestjs/swagger';
import type { ForecastAnswer, ForecastErrorAnswer, ForecastPageAnswer } from '@handrail/contracts';
import { PROGRAM_LEVELS } from '@handrail/domain';

/** Why no day can be named. */
const NO_DAY_REASONS = ['no-matching-program', 'cannot-come', 'too-far-ahead'] as const;

export class ForecastView implements ForecastAnswer {
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The day on which a place is likely; null when none can be named.',
  })
  likelyAt: string | null;
  @ApiProperty({ enum: NO_DAY_REASONS, nullable: true, description: 'Why no day is named.' })
  because: ForecastAnswer['because'];
}

export class ForecastErrorView implements ForecastErrorAnswer {
  @ApiProperty({ enum: PROGRAM_LEVELS }) level: string;
  @ApiProperty({ description: 'Forecasts of the last 180 days whose outcome is known.' })
  measured: number;
  @ApiProperty({ description: 'By how many days forecasts of the level erred on average.' })
  errorDays: number;
  @ApiProperty({
    description: 'The same of a moving average of the last 30 days, on the same people.',
  })
  movingAverageErrorDays: number;
}

export class ForecastPageView implements ForecastPageAnswer {
  @ApiProperty({ type: [ForecastView], description: 'Next in line first.' }) items: ForecastView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
  @ApiProperty({
    type: [ForecastErrorView],
    description: 'A level of which nothing is known yet is missing.',
  })
  errors: ForecastErrorView[];
}
