import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { isTransient, Loops, type Messaging } from '@handrail/messaging';
import {
  HEALTH,
  LOGGER,
  MESSAGING,
  METRICS,
  SERVICE_SETTINGS,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import { Counter, Histogram, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { MINUTE_MS } from '@handrail/domain';
import type { SchedulingSettings } from '../scheduling.settings.js';
import { announceCapacity } from '../program/announce-capacity.js';
import { readDirectory, type Query } from './directory.js';
import { programsInReach, type InLine } from './domain/allot.js';
import {
  DirectoryFailedError,
  forgetChanges,
  giveOut,
  turnCause,
  type TurnReport,
} from './give-out.js';
import {
  LEFT_OVER,
  LOOK_AGAIN,
  NEXT_IN_LINE,
  toInLine,
  type LeftOverRow,
  type LineRow,
} from './line.sql.js';

const LOOP = 'the allocator';
/** Programs whose changed counts are told in one transaction. */
const ANNOUNCED_AT_ONCE = 100;

/**
 * Gives out places. It sleeps until something in this process commits (a request joined, a place was
 * freed) and looks by itself now and then for what other processes committed. One turn takes the front
 * of the line, locks those persons and the programs that could take one of them, and settles them in
 * line order; turns follow each other until nothing is left to do.
 */
@Injectable()
export class Allocator implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #query: Query;
  readonly #settled: Counter;
  readonly #turnSeconds: Histogram;
  #running: Promise<void> | undefined;
  #wokenAgain = false;
  #stopped = false;
  /** How many of the next turns take one request alone, because a turn of many has failed. */
  #alone = 0;
  readonly #loops = new Loops();
  #poll: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;

  readonly #messaging: Messaging;
  readonly #settings: SchedulingSettings;
  readonly #log: Logger;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
    @Inject(LOGGER) log: Logger,
    @Inject(METRICS) registry: Registry,
    @Inject(HEALTH) health: HealthRegistry,
  ) {
    this.#messaging = messaging;
    this.#settings = settings;
    this.#log = log;
    health.addLiveness('allocator', () => this.#loops.stuck());
    this.#query = (sql, params) => dataSource.query(sql, params);
    this.#settled = new Counter({
      name: 'handrail_scheduling_settled_total',
      help: 'What the allocator decided, by kind of event.',
      labelNames: ['kind'],
      registers: [registry],
    });
    this.#turnSeconds = new Histogram({
      name: 'handrail_scheduling_turn_seconds',
      help: 'Time one turn of the allocator took.',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.#unsubscribe = this.#messaging.onCommit(() => this.wake());
    this.#poll = setInterval(() => this.wake(), this.#settings.ALLOCATOR_POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    this.#unsubscribe?.();
    await this.#running;
  }

  /** Cheap to call often: a turn that is running is followed by one more. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#wokenAgain = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#loops.rest(LOOP);
      this.#running = undefined;
      if (this.#wokenAgain) this.wake();
    });
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#wokenAgain = false;
        while (!this.#stopped && (await this.#turn())) {
          // The next turn sees what this one left: more of the line, or places a move has freed.
        }
      } while (this.#wokenAgain && !this.#stopped);
    } catch (error) {
      // What failed is still in the line; the next commit or the poll tries again.
      this.#wokenAgain = false;
      this.#log.error('a turn of the allocator failed', { error });
    }
  }

  /**
   * Whether another turn may find something to do. When a turn fails for what is in line, the next ones
   * take one request at a time, and the person at fault is parked: everybody behind goes on.
   */
  async #turn(): Promise<boolean> {
    this.#loops.step(LOOP);
    if (this.#messaging.isPaused(LOOK_AGAIN)) return await this.#finishUp();
    const alone = this.#alone > 0;
    const planned: { front?: InLine } = {};
    try {
      const more = await this.#giveOutTo(alone ? 1 : this.#settings.ALLOCATOR_BATCH, planned);
      this.#alone = more ? Math.max(0, this.#alone - 1) : 0;
      return more;
    } catch (error) {
      if (isTransient(error) || error instanceof DirectoryFailedError || !planned.front)
        throw error;
      if (alone) await this.#park(planned.front, error);
      else this.#alone = this.#settings.ALLOCATOR_BATCH;
      return true;
    }
  }

  async #giveOutTo(batchSize: number, planned: { front?: InLine }): Promise<boolean> {
    const line = (await this.#query<LineRow>(NEXT_IN_LINE, [batchSize])).map(toInLine);
    if (line.length === 0) return await this.#finishUp();
    const measured = this.#turnSeconds.startTimer();
    const { programs } = await readDirectory(this.#query);
    planned.front = line[0]!;
    const persons = new Set(line.map(({ personId }) => personId));
    const reach = new Set(programsInReach(line, programs));
    const now = new Date();
    const turn = {
      batchSize,
      persons,
      programs: reach,
      now: now.toISOString(),
      offerTtlMs: this.#settings.OFFER_TTL_MINUTES * MINUTE_MS,
      unstatedHours: this.#settings.UNSTATED_ADMISSION_HOURS,
    };
    const report = await this.#messaging.transact([...persons, ...reach], (unit) =>
      giveOut(unit, turn),
    );
    delete planned.front;
    measured();
    this.#count(report);
    return report.settled > 0 || (await this.#finishUp());
  }

  /** The person waits like anybody whose event failed, to be retried when the cause is repaired. */
  async #park({ id, personId }: InLine, error: unknown): Promise<void> {
    const cause = turnCause(new Date().toISOString(), [id]);
    const event = { type: LOOK_AGAIN, data: { placementId: id } };
    await this.#messaging.transact([personId], (unit) => unit.park(personId, cause, event, error));
    this.#log.error('a request in line could not be settled and is parked', { error });
  }

  /**
   * Nobody in line can be helped now. Tells changes of counts that happened under people's lanes, such
   * as a place given back, and forgets changes of programs that everybody was weighed against.
   */
  async #finishUp(): Promise<boolean> {
    const [left] = await this.#query<LeftOverRow>(LEFT_OVER, [ANNOUNCED_AT_ONCE]);
    const { untold, changed } = left!;
    if (untold.length === 0 && !changed) return false;
    await this.#messaging.transact(untold, async (unit) => {
      const now = new Date().toISOString();
      await announceCapacity(unit, untold, turnCause(now, untold), now);
      if (changed) await forgetChanges(unit);
    });
    return untold.length > 0;
  }

  #count({ byKind }: TurnReport): void {
    for (const [kind, count] of Object.entries(byKind)) this.#settled.inc({ kind }, count);
  }
}
