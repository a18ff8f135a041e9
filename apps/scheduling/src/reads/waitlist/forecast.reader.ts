import { Injectable } from '@nestjs/common';
import type { ProgramLevel } from '@handrail/domain';
import type { PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { Forecasts } from '../../forecast/forecasts.service.js';
import { ERRORS } from '../../forecast/kept-forecasts.sql.js';
import type { ForecastErrorView, ForecastPageView, ForecastView } from './forecast.dto.js';
import { WaitlistReader, type WaitlistFilter } from './waitlist.reader.js';

/** When people who wait are likely to have a place, and how far such forecasts err. */
@Injectable()
export class ForecastReader {
  readonly #waitlist: WaitlistReader;
  readonly #forecasts: Forecasts;
  readonly #dataSource: DataSource;

  constructor(waitlist: WaitlistReader, forecasts: Forecasts, dataSource: DataSource) {
    this.#waitlist = waitlist;
    this.#forecasts = forecasts;
    this.#dataSource = dataSource;
  }

  async page(filter: WaitlistFilter, query: PageQuery): Promise<ForecastPageView> {
    const { items: waiting, nextCursor } = await this.#waitlist.page(filter, query);
    const items: ForecastView[] = [];
    for (const { placementId, personId, level, waitReason, isPaused } of waiting) {
      const { byPlacement } = await this.#forecasts.ofLevel(level as ProgramLevel);
      const likely = byPlacement.get(placementId);
      const hasNoProgram = waitReason !== 'full';
      const likelyAt = hasNoProgram ? null : (likely?.likelyAt ?? null);
      const because =
        likelyAt !== null
          ? null
          : hasNoProgram
            ? 'no-matching-program'
            : !likely || isPaused
              ? 'cannot-come'
              : 'too-far-ahead';
      items.push({ placementId, personId, level, likelyAt, because });
    }
    return { items, nextCursor, errors: await this.#errors() };
  }

  async #errors(): Promise<ForecastErrorView[]> {
    const rows = await this.#dataSource.query<ForecastErrorView[]>(ERRORS, [
      new Date().toISOString(),
    ]);
    return rows.map(({ level, measured, errorDays, movingAverageErrorDays }) => ({
      ...{ level, measured, errorDays: tenth(errorDays) },
      movingAverageErrorDays: tenth(movingAverageErrorDays),
    }));
  }
}

const tenth = (days: number): number => Math.round(days * 10) / 10;
