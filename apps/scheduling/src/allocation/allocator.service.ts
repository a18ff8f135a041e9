import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import {
  isTransient,
  Loops,
  queryableOn,
  type Messaging,
  type Queryable,
  type UnitOfWork,
} from '@handrail/messaging';
import {
  HEALTH,
  LOGGER,
  MESSAGING,
  METRICS,
  poolOf,
  SERVICE_SETTINGS,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import { Counter, Histogram, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { MINUTE_MS } from '@handrail/domain';
import type { SchedulingSettings } from '../scheduling.settings.js';
import { announceCapacity } from '../program/announce-capacity.js';
import { rememberedStarts } from '../matching/domain/starts.js';
import { RequestFailedError } from './domain/allot.js';
import type { InLine } from './domain/in-line.js';
import {
  DirectoryFailedError,
  giveOut,
  ofDirectory,
  turnCause,
  type TurnReport,
} from './give-out.js';
import { KnownDirectory } from './known-directory.js';
import { LOOK_AGAIN, UNTOLD } from './line.sql.js';
import { lockAllocator } from './lock-allocator.js';
import { FORGET_EMPTY_GROUPS, FORGET_LOOKS } from './need-group.store.js';
import { TurnPlanner } from './turn-planner.js';
import { weighGroups } from './weigh-groups.js';

const LOOP = 'the allocator';
/** Programs whose changed counts are told in one transaction. */
const ANNOUNCED_AT_ONCE = 100;
/** How often groups that are empty are forgotten. */
const FORGET_EVERY_MS = 10 * MINUTE_MS;

/**
 * Gives out places. It sleeps until something in this process commits (a request joined, a place was
 * freed) and looks by itself now and then for what other processes committed.
 *
 * It works by what changed. The directory is in memory and brought up to date by what is new in it. When
 * programs offer something else, everybody is weighed anew by groups of the same needs. A turn is planned
 * without locks: who is new, and who could have a place that is free. Then it locks only those who get
 * something and their programs, reads everything again and settles them in line order; turns follow each
 * other until nothing is left to do. Tracks with room that nobody in line wants are left out until they change.
 */
@Injectable()
export class Allocator implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #db: Queryable;
  readonly #directory: KnownDirectory;
  readonly #settled: Counter;
  readonly #turnSeconds: Histogram;
  readonly #weighingSeconds: Histogram;
  #running: Promise<void> | undefined;
  #wokenAgain = false;
  #stopped = false;
  /** How many of the next turns take one request alone, because a turn of many has failed. */
  #alone = 0;
  #forgottenAtMs = 0;
  /** The keys of the transaction of its own that is under way. */
  #committing: ReadonlySet<string> | undefined;
  /** Whether everybody was weighed by this release since it started. */
  #hasWeighed = false;
  /** Persons who are passed over in this run because they are about to be merged into others. */
  #merging = new Set<string>();
  readonly #starts = rememberedStarts();
  readonly #planner: TurnPlanner;
  readonly #loops = new Loops();
  #poll: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;

  readonly #messaging: Messaging;
  readonly #settings: SchedulingSettings;
  readonly #log: Logger;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    directory: KnownDirectory,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
    @Inject(LOGGER) log: Logger,
    @Inject(METRICS) registry: Registry,
    @Inject(HEALTH) health: HealthRegistry,
  ) {
    this.#messaging = messaging;
    this.#settings = settings;
    this.#log = log;
    health.addLiveness('allocator', () => this.#loops.stuck());
    this.#db = queryableOn(poolOf(dataSource));
    this.#directory = directory;
    const batch = settings.ALLOCATOR_BATCH;
    this.#planner = new TurnPlanner(this.#db, { batch, starts: this.#starts });
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
    this.#weighingSeconds = new Histogram({
      name: 'handrail_scheduling_weighing_seconds',
      help: 'Time it took to weigh everybody in line against programs that have changed.',
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.#unsubscribe = this.#messaging.onCommit((touched) => {
      if (!this.#isOwn(touched)) this.wake();
    });
    this.#poll = setInterval(() => this.wake(), this.#settings.ALLOCATOR_POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    this.#unsubscribe?.();
    await this.#running;
  }

  /** Its own commits are followed by a turn that finds out whether anything is left, without being woken. */
  #isOwn(touched: ReadonlySet<string>): boolean {
    const own = this.#committing;
    if (touched.size === 0) return true;
    return (
      own !== undefined && own.size === touched.size && [...touched].every((key) => own.has(key))
    );
  }

  async #transact<T>(keys: readonly string[], work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    this.#committing = new Set(keys);
    try {
      return await this.#messaging.transact(keys, work);
    } finally {
      this.#committing = undefined;
    }
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
        this.#merging.clear();
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
      if (isTransient(error) || error instanceof DirectoryFailedError) throw error;
      this.#directory.forget();
      if (error instanceof RequestFailedError) await this.#park(error.request, error.cause);
      else if (!planned.front) throw error;
      else if (alone) await this.#park(planned.front, error);
      else this.#alone = this.#settings.ALLOCATOR_BATCH;
      return true;
    }
  }

  async #giveOutTo(atMost: number, planned: { front?: InLine }): Promise<boolean> {
    const directory = await ofDirectory(this.#directory.read(this.#db));
    if (!this.#hasWeighed || directory.version > directory.weighedVersion) {
      await this.#weighGroups();
      return true;
    }
    const passedOver = this.#merging;
    const plan = await this.#planner.plan(directory, { atMost, passedOver });
    if (plan.persons.size === 0) return await this.#finishUp();
    if (plan.front) planned.front = plan.front;
    const measured = this.#turnSeconds.startTimer();
    const report = await this.#transact([...plan.persons, ...plan.programs], (unit) =>
      giveOut(unit, this.#directory, {
        ...plan,
        atMost: this.#settings.ALLOCATOR_BATCH,
        offerTtlMs: this.#settings.OFFER_TTL_MINUTES * MINUTE_MS,
        unstatedHours: this.#settings.UNSTATED_ADMISSION_HOURS,
        starts: this.#starts,
        unwanted: this.#planner.unwantedIn(directory),
      }),
    );
    delete planned.front;
    measured();
    this.#count(report);
    for (const personId of report.merging) this.#merging.add(personId);
    return report.settled > 0 || report.merging.length > 0 || (await this.#finishUp());
  }

  async #weighGroups(): Promise<void> {
    const measured = this.#weighingSeconds.startTimer();
    const circumstances = {
      ...{ now: new Date().toISOString(), starts: this.#starts, everything: !this.#hasWeighed },
    };
    await this.#transact([], (unit) => weighGroups(unit, this.#directory, circumstances));
    this.#hasWeighed = true;
    measured();
  }

  /** The person waits like anybody whose event failed, to be retried when the cause is repaired. */
  async #park({ id, personId }: InLine, error: unknown): Promise<void> {
    const cause = turnCause(new Date().toISOString(), [id]);
    const event = { type: LOOK_AGAIN, data: { placementId: id } };
    await this.#transact([personId], (unit) => unit.park(personId, cause, event, error));
    this.#log.error('a request in line could not be settled and is parked', { error });
  }

  /**
   * Nobody in line can be helped now. Publishes changes of counts that happened under people's lanes, such
   * as a place given back, and now and then forgets groups nobody waits in any more.
   */
  async #finishUp(): Promise<boolean> {
    await this.#forget();
    const rows = await this.#db.query<{ program_id: string }>(UNTOLD, [ANNOUNCED_AT_ONCE]);
    const untold = rows.map(({ program_id: programId }) => programId);
    if (untold.length === 0) return false;
    await this.#transact(untold, async (unit) => {
      const now = new Date().toISOString();
      await announceCapacity(unit, untold, turnCause(now, untold), now);
    });
    return true;
  }

  async #forget(): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - this.#forgottenAtMs < FORGET_EVERY_MS) return;
    this.#forgottenAtMs = nowMs;
    await this.#transact([], async (unit) => {
      await lockAllocator(unit);
      await unit.tx.query(FORGET_EMPTY_GROUPS);
      await unit.tx.query(FORGET_LOOKS);
    });
  }

  #count({ byKind }: TurnReport): void {
    for (const [kind, count] of Object.entries(byKind)) this.#settled.inc({ kind }, count);
  }
}
