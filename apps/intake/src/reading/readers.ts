import { Worker } from 'node:worker_threads';
import type { OnModuleDestroy } from '@nestjs/common';
import { Pace, promptWorks } from '@handrail/platform';
import type { SourceProfiles } from '../profile/source-profiles.js';
import type { Arrived } from '../inbound/arrived.js';
import { messageIdOf } from '../inbound/digests.js';
import { TOO_LARGE } from '../inbound/message-limits.js';
import { unpack, type PackedReading, type ReadingThreadData, type Task } from './packed-reading.js';
import { whenWorked } from './when-worked.js';
import { keptWhole, understand, wholeOf, type Understood } from './read-payload.js';

export interface ReadingLimits {
  /** Up to so many bytes a payload is read where it arrives, message by message. */
  readonly inlineBytes: number;
  /** What reading one payload may take in memory. */
  readonly memoryMb: number;
  /** How long reading one payload may take; by far more than any inside the limits needs. */
  readonly withinMs: number;
  /** Without work for so long, the thread goes and gives its memory back. */
  readonly idleMs: number;
}

export const READING_LIMITS: ReadingLimits = {
  inlineBytes: 32 * 1024,
  memoryMb: 192,
  withinMs: 20_000,
  idleMs: 120_000,
};

interface Waiting {
  readonly task: Task;
  readonly arrived: Arrived;
  readonly resolve: (understood: Understood) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread can read compiled code only: where tools run the sources, that stands in `dist` beside them. */
const THREAD = import.meta.url.endsWith('.ts')
  ? new URL('../../dist/src/reading/reading.worker.js', import.meta.url)
  : new URL('./reading.worker.js', import.meta.url);

/**
 * Reads payloads. Small ones are read at once; a large one is handed to a thread of its own, because
 * parsing megabytes would hold up everybody else for longer than is felt. The thread begins with the
 * first large payload, reads one after the other, and goes when there is nothing to do. A payload that
 * breaks it, by memory or time, is refused as too large and kept; the others are read by the next one.
 */
export class Readers implements OnModuleDestroy {
  readonly #profiles: SourceProfiles;
  readonly #limits: ReadingLimits;
  #thread: Worker | undefined;
  #current: Waiting | undefined;
  readonly #waiting: Waiting[] = [];
  /** Of the end of its time, or of its idleness. */
  #cancel: () => void = () => undefined;
  readonly #restedMs = new Int32Array(new SharedArrayBuffer(8));
  #nextId = 1;
  #isClosed = false;
  /** The payload that is being read took more memory or time than it gets. */
  #isBroken = false;
  #failure: unknown;

  constructor(profiles: SourceProfiles, limits: ReadingLimits = READING_LIMITS) {
    this.#profiles = profiles;
    this.#limits = limits;
  }

  read(arrived: Arrived): Promise<Understood> {
    if (arrived.payload.length <= this.#limits.inlineBytes)
      return readInTurns(arrived, this.#profiles);
    if (this.#isClosed) return Promise.reject(new Error('the service is stopping'));
    const { payload, ...rest } = arrived;
    return new Promise((resolve, reject) => {
      const task = { id: this.#nextId++, arrived: rest, payload };
      this.#waiting.push({ task, arrived, resolve, reject });
      this.#next();
    });
  }

  /** Ends the thread; what it was reading is not stored, and its sender sends it again. */
  async onModuleDestroy(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    const left = [...(this.#current ? [this.#current] : []), ...this.#waiting.splice(0)];
    this.#current = undefined;
    for (const { reject } of left) reject(new Error('the service is stopping'));
    await this.#thread?.terminate();
  }

  #next(): void {
    if (this.#current) return;
    this.#cancel();
    this.#current = this.#waiting.shift();
    if (!this.#current) {
      const idle = setTimeout(() => this.#rest(), this.#limits.idleMs).unref();
      this.#cancel = () => clearTimeout(idle);
      return;
    }
    const { task } = this.#current;
    // A copy: its sender keeps the bytes, which are stored as they came.
    const payload = new Uint8Array(task.payload);
    this.#thread ??= this.#begin();
    this.#thread.postMessage({ ...task, payload }, [payload.buffer]);
    this.#cancel = whenWorked(this.#limits.withinMs, this.#restedMs, () => this.#interrupt());
  }

  /** Who comes next begins another thread: this one takes nothing more while it ends. */
  #rest(): void {
    const thread = this.#thread;
    this.#thread = undefined;
    void thread?.terminate();
  }

  #interrupt(): void {
    this.#isBroken = true;
    void this.#thread?.terminate();
  }

  #begin(): Worker {
    // One that was ended while it rested rests no more.
    Atomics.store(this.#restedMs, 1, 0);
    const thread = new Worker(THREAD, {
      workerData: {
        profiles: this.#profiles.definitions,
        ...{ promptWorks, restedMs: this.#restedMs },
      } satisfies ReadingThreadData,
      resourceLimits: {
        maxOldGenerationSizeMb: this.#limits.memoryMb,
        maxYoungGenerationSizeMb: 6,
      },
    });
    thread.unref();
    thread.on('message', (answer: PackedReading | { id: number; failed: string }) => {
      const current = this.#current;
      if (current?.task.id !== answer.id) return;
      this.#current = undefined;
      if ('failed' in answer) current.reject(new Error(`reading failed (${answer.failed})`));
      else current.resolve(unpack(answer, current.arrived.payload));
      this.#next();
    });
    thread.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#isBroken = true;
      else this.#failure = error;
    });
    thread.on('exit', () => {
      if (this.#thread === thread) this.#ended();
    });
    return thread;
  }

  /** What broke the thread is refused; what only met its end some other way is for its sender to repeat. */
  #ended(): void {
    const [current, isBroken, failure] = [this.#current, this.#isBroken, this.#failure];
    this.#thread = undefined;
    this.#current = undefined;
    this.#isBroken = false;
    this.#failure = undefined;
    if (this.#isClosed) return;
    if (isBroken) current?.resolve(tooMuch(current.arrived));
    else current?.reject(new Error('the reading thread has ended', { cause: failure }));
    this.#next();
  }
}

/** The refusal of a payload that could not be read to its end. */
const tooMuch = ({ protocol, payload, receivedAt, contentType, place }: Arrived): Understood => ({
  isBatch: false,
  messages: [
    {
      inbound: {
        id: messageIdOf(receivedAt, place),
        protocol,
        source: 'unknown',
        type: 'unknown',
        controlId: null,
        receivedAt,
        contentType,
        raw: payload,
        claim: null,
        content: { kind: 'rejected', reason: TOO_LARGE, problems: [TOO_MUCH] },
      },
      header: null,
      answersAsAsked: false,
    },
  ],
});

const TOO_MUCH = {
  path: '/',
  reason: 'takes more memory or time to read than one message gets',
  accepted: 'the same in several smaller messages',
};

/**
 * Reads a payload as `readPayload` does and pauses between its messages, for the thread that has others to
 * serve. The reading thread serves nobody else, so it neither pauses nor loads this file.
 */
async function readInTurns(arrived: Arrived, profiles: SourceProfiles): Promise<Understood> {
  const whole = wholeOf(arrived);
  try {
    const { messages, isBatch } = understand(arrived, profiles);
    return { messages: await new Pace().map(messages, (message) => message), isBatch };
  } catch (error) {
    return keptWhole(error, whole, arrived.place);
  }
}
