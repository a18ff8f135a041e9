import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Messaging } from '@handrail/messaging';
import { LOGGER, MESSAGING, type Logger } from '@handrail/platform';
import { OverviewService } from '../reads/overview/overview.service.js';
import { EventTail } from './event-tail.js';
import type { TailPosition } from './event-tail.js';

/** One browser that watches. */
export interface Watcher {
  readonly timeZone: string;
  /** One message of the stream, written once for everybody who gets it. */
  send(message: Buffer): void;
  /** Keeps proxies from closing a connection on which nothing happens. */
  beat(): void;
  close(): void;
}

const OVERVIEW_EVERY_MS = 2_000;
/** Commits of this process wake the tail at once; the pause only serves a consumer elsewhere. */
const TAIL_EVERY_MS = 500;
const TAIL_AFTER_COMMIT_MS = 60;
const BEAT_EVERY_MS = 15_000;

/** Browsers one console feeds at a time: what all of them leave unread stays below fifty megabytes. */
const MAX_WATCHERS = 200;

const messageOf = (event: string, data: unknown): Buffer =>
  Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * Feeds the browsers that watch. It has two modes: with nobody watching it holds no timer, asks no
 * service and reads no table; with the first watcher it starts, with the last it stops.
 */
@Injectable()
export class StreamHub implements OnModuleDestroy {
  readonly #watchers = new Set<Watcher>();
  #position: TailPosition | null = null;
  #timers: NodeJS.Timeout[] = [];
  #wake: NodeJS.Timeout | null = null;
  #reading = false;
  readonly #unlisten: () => void;
  readonly #overview: OverviewService;
  readonly #tail: EventTail;
  readonly #log: Logger;

  constructor(
    overview: OverviewService,
    tail: EventTail,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#overview = overview;
    this.#tail = tail;
    this.#log = log;
    this.#unlisten = messaging.onCommit(() => this.#committed());
  }

  add(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) this.#start();
    void this.#pushOverview([watcher]);
    return () => this.#remove(watcher);
  }

  /** Sends something to every browser at once. Browsers of another console see it by reading again. */
  broadcast(event: string, data: unknown): void {
    const message = messageOf(event, data);
    for (const watcher of this.#watchers) watcher.send(message);
  }

  /** No more are taken on: who comes now is to come back later. */
  get isFull(): boolean {
    return this.#watchers.size >= MAX_WATCHERS;
  }

  watching(): number {
    return this.#watchers.size;
  }

  onModuleDestroy(): void {
    this.#unlisten();
    this.closeAll();
  }

  /** Ends every stream; browsers come back by themselves and read their lists again. */
  closeAll(): void {
    this.#stop();
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers.clear();
  }

  #remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#stop();
  }

  #start(): void {
    this.#timers = [
      setInterval(() => void this.#pushOverview([...this.#watchers]), OVERVIEW_EVERY_MS),
      setInterval(() => void this.#pushEvents(), TAIL_EVERY_MS),
      setInterval(() => this.#watchers.forEach((watcher) => watcher.beat()), BEAT_EVERY_MS),
    ];
    void this.#pushEvents();
  }

  #stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    if (this.#wake) clearTimeout(this.#wake);
    this.#wake = null;
    this.#position = null;
  }

  #committed(): void {
    if (this.#watchers.size === 0 || this.#wake) return;
    this.#wake = setTimeout(() => {
      this.#wake = null;
      void this.#pushEvents();
    }, TAIL_AFTER_COMMIT_MS);
  }

  async #pushEvents(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      const from = this.#position ?? (await this.#tail.end());
      const { push, next } = await this.#tail.read(from);
      // The hub may have stopped meanwhile: a later start begins at the end again.
      if (this.#watchers.size > 0) this.#position = next;
      if (push) this.broadcast('events', push);
    } catch (error) {
      this.#log.error('the live tail could not be read', { error });
    } finally {
      this.#reading = false;
    }
  }

  async #pushOverview(watchers: readonly Watcher[]): Promise<void> {
    const zones = new Set(watchers.map((watcher) => watcher.timeZone));
    await Promise.all(
      [...zones].map(async (zone) => {
        try {
          const message = messageOf('overview', await this.#overview.read(zone));
          for (const watcher of watchers)
            if (watcher.timeZone === zone && this.#watchers.has(watcher)) watcher.send(message);
        } catch (error) {
          this.#log.error('the overview could not be read', { error });
        }
      }),
    );
  }
}
