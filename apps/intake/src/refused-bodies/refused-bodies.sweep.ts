import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LOGGER, Repeated, SERVICE_SETTINGS, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { DAY_MS } from '@handrail/domain';
import type { IntakeSettings } from '../intake.settings.js';
import { REFUSED_BODIES } from '../intake.tokens.js';
import { bytesToFree } from '../inbound/domain/refused-body.js';
import type { RefusedBodies } from './refused-bodies.js';
import { dropOldest, keptBytes } from './refused-bodies.store.js';

const EVERY_MS = 30_000;
/** Steps of one sweep: what is left then is dropped by the next one. */
const MOST_STEPS = 50;

/**
 * Counts what is kept of refused messages and drops what is too old or too much. Every process counts,
 * because each decides about the messages it takes; those with the role `timers` drop.
 */
@Injectable()
export class RefusedBodiesSweep implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #db: DataSource;
  readonly #settings: IntakeSettings;
  readonly #bodies: RefusedBodies;
  readonly #log: Logger;
  readonly #sweeping = new Repeated(
    EVERY_MS,
    () => this.sweep(new Date()),
    (error) => this.#log.error('refused bodies could not be swept', { error }),
  );

  constructor(
    db: DataSource,
    @Inject(SERVICE_SETTINGS) settings: IntakeSettings,
    @Inject(REFUSED_BODIES) bodies: RefusedBodies,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#db = db;
    this.#settings = settings;
    this.#bodies = bodies;
    this.#log = log;
  }

  onApplicationBootstrap(): void {
    this.#sweeping.begin();
    this.#sweeping.now();
  }

  onModuleDestroy(): Promise<void> {
    return this.#sweeping.end();
  }

  /** Sweeps once, as of this time. */
  async sweep(now: Date): Promise<void> {
    let kept = await keptBytes(this.#db);
    if (this.#settings.ROLES.includes('timers')) {
      const oldest = new Date(now.getTime() - this.#settings.REFUSED_BODY_DAYS * DAY_MS);
      kept -= await this.#drop('too-old', oldest, now, Infinity);
      const wanted = bytesToFree(kept, this.#bodies.limits);
      if (wanted > 0) kept -= await this.#drop('no-room', now, now, wanted);
    }
    this.#bodies.noteKept(kept);
  }

  /** Drops step by step until so many bytes are free, and answers how many are. */
  async #drop(
    reason: 'too-old' | 'no-room',
    before: Date,
    now: Date,
    wantedBytes: number,
  ): Promise<number> {
    let freed = 0;
    for (let step = 0; step < MOST_STEPS && freed < wantedBytes; step += 1) {
      const { count, bytes } = await dropOldest(
        this.#db,
        before.toISOString(),
        reason,
        now.toISOString(),
      );
      if (count === 0) break;
      freed += bytes;
      this.#bodies.noteDropped(reason, count);
    }
    return freed;
  }
}
