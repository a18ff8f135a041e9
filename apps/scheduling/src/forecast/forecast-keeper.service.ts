import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { MINUTE_MS, type ProgramLevel } from '@handrail/domain';
import { LOGGER, Repeated, SERVICE_SETTINGS, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { SchedulingSettings } from '../scheduling.settings.js';
import { Forecasts } from './forecasts.service.js';
import { FORGET, KEEP, LEVELS_WAITING } from './kept-forecasts.sql.js';

/** Keeps what is forecast, so that it can be said how far forecasts err. */
@Injectable()
export class ForecastKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #forecasts: Forecasts;
  readonly #dataSource: DataSource;
  readonly #keeping: Repeated;

  constructor(
    forecasts: Forecasts,
    dataSource: DataSource,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#forecasts = forecasts;
    this.#dataSource = dataSource;
    this.#keeping = new Repeated(
      settings.FORECAST_EVERY_MINUTES * MINUTE_MS,
      () => this.#keep(),
      (error) => log.error('forecasts could not be kept', { error }),
    );
  }

  onApplicationBootstrap(): void {
    this.#keeping.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#keeping.end();
  }

  async #keep(): Promise<void> {
    const rows = await this.#dataSource.query<Array<{ level: ProgramLevel }>>(LEVELS_WAITING);
    for (const { level } of rows) {
      const { asOf, byPlacement } = await this.#forecasts.ofLevel(level);
      const made = [...byPlacement].map(([id, { likelyAt, averageAt }]) => ({
        ...{ id, likely_at: likelyAt, average_at: averageAt },
      }));
      await this.#dataSource.query(KEEP, [JSON.stringify(made), asOf, level]);
    }
    await this.#dataSource.query(FORGET, [new Date().toISOString()]);
  }
}
