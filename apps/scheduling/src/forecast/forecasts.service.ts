import { Injectable } from '@nestjs/common';
import { DAY_MS, MINUTE_MS, type ProgramLevel } from '@handrail/domain';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { forecastByDay } from './domain/forecast-line.js';
import { byMovingAverage } from './domain/moving-average.js';
import { LevelLineReader } from './level-line.reader.js';

/** A forecast is computed again when it is older than this and somebody asks. */
const FRESH_MS = MINUTE_MS;

/** When somebody is likely to have a place. */
interface PlaceInSight {
  /** RFC 3339; null when it is further ahead than anybody can say. */
  readonly likelyAt: string | null;
  /** By the moving average, to be compared with. */
  readonly averageAt: string | null;
}

export interface LevelForecast {
  readonly asOf: string;
  /** By the id of the placement. Who is not in it was not in line then, or no program would do. */
  readonly byPlacement: ReadonlyMap<string, PlaceInSight>;
}

/** Forecasts of the lines, one for each level, kept for a minute. */
@Injectable()
export class Forecasts {
  readonly #reader: LevelLineReader;
  readonly #known = new Map<
    ProgramLevel,
    { readonly madeMs: number; readonly made: Promise<LevelForecast> }
  >();

  constructor(reader: LevelLineReader) {
    this.#reader = reader;
  }

  /** The forecast of a level as it is now, or was less than a minute ago. */
  ofLevel(level: ProgramLevel): Promise<LevelForecast> {
    const known = this.#known.get(level);
    if (known && Date.now() - known.madeMs < FRESH_MS) return known.made;
    const made = this.#make(level, new Date().toISOString());
    this.#known.set(level, { madeMs: Date.now(), made });
    made.catch(() => this.#known.delete(level));
    return made;
  }

  async #make(level: ProgramLevel, now: string): Promise<LevelForecast> {
    const { line, requestedAt, lately } = await this.#reader.read(level, now);
    const days = forecastByDay(line);
    let step = days.next();
    while (!step.done) {
      await letOthersRun();
      step = days.next();
    }
    const likely = step.value;
    const inDays = (count: number | null | undefined): string | null =>
      typeof count === 'number' ? new Date(Date.parse(now) + count * DAY_MS).toISOString() : null;
    const byPlacement = line.waiting.map(({ id, priorityClass }): [string, PlaceInSight] => {
      const waitedDays = (Date.parse(now) - Date.parse(requestedAt.get(id)!)) / DAY_MS;
      const average = byMovingAverage({ priorityClass, waitedDays }, lately);
      return [id, { likelyAt: inDays(likely.get(id)), averageAt: inDays(average) }];
    });
    return { asOf: now, byPlacement: new Map(byPlacement) };
  }
}
