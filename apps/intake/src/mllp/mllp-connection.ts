import type { Socket } from 'node:net';
import type { BodyPace, ByteBudget, Logger } from '@handrail/platform';
import type { Hl7Intake } from '../endpoints/hl7-intake.js';
import { hexPeek } from './hex-peek.js';
import { frame, MllpFramer } from './mllp-framer.js';
import type { IncidentReason, MllpIncident } from './mllp-incidents.js';
import type { MllpLimits } from './mllp-limits.js';

/** How long a sender we gave up may take to read its last answers. */
const CLOSE_MS = 2_000;

/** A connection as it stands, for whoever looks after the feed. */
export interface ConnectionState {
  readonly remote: string;
  readonly openedAt: string;
  readonly frames: number;
  /** Frames read and not yet acknowledged. */
  readonly waiting: number;
  /** Not read until what waits is stored or what was answered is read. */
  readonly isPaused: boolean;
  /** A frame that has begun and not ended; `peek` masks letters and digits. */
  readonly openFrame: {
    readonly since: string;
    readonly bytes: number;
    readonly peek: string;
  } | null;
}

/** What a connection needs from its listener. */
export interface ConnectionSurroundings {
  readonly intake: Pick<Hl7Intake, 'take'>;
  readonly limits: MllpLimits;
  /** Of all connections together: while it is full, none that holds more than its free part is read. */
  readonly budget: ByteBudget;
  /** Of all connections and bodies together: what holds much is read slower while feeds are served. */
  readonly pace: Pick<BodyPace, 'restAfter'>;
  readonly log: Logger;
  onIncident(incident: MllpIncident): void;
}

/**
 * One sender. Frames that arrive while others are being stored wait and are stored together;
 * acknowledgements go out in the order of the frames. While many wait, or all connections together hold
 * too much, or the sender does not read its acknowledgements, or it sends much beside feeds, the socket is
 * not read: TCP then slows the sender down.
 */
export class MllpConnection {
  readonly #socket: Socket;
  readonly #around: ConnectionSurroundings;
  readonly #framer: MllpFramer;
  readonly #remote: string;
  readonly #openedAt = new Date().toISOString();
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #storing = 0;
  #storingBytes = 0;
  #budgeted = 0;
  #forgetRoom: (() => void) | undefined;
  #resting: NodeJS.Timeout | undefined;
  #frames = 0;
  #busy = false;
  #ended = false;
  #givenUp = false;
  #isClosed = false;
  #idle: NodeJS.Timeout | undefined;
  #slow: NodeJS.Timeout | undefined;
  #first: NodeJS.Timeout | undefined;
  #openSince: string | undefined;

  constructor(socket: Socket, around: ConnectionSurroundings) {
    this.#socket = socket;
    this.#around = around;
    this.#framer = new MllpFramer(around.limits.frameCapBytes);
    this.#remote = socket.remoteAddress ?? 'unknown';
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => this.#end());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#closed());
    this.#first = this.#after(around.limits.firstFrameMs, 'no-frame-at-all');
  }

  #closed(): void {
    this.#stopWatching();
    clearTimeout(this.#first);
    clearTimeout(this.#resting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#isClosed = true;
    this.#account();
  }

  get state(): ConnectionState {
    const { isOpen, openBytes } = this.#framer;
    return {
      remote: this.#remote,
      openedAt: this.#openedAt,
      frames: this.#frames,
      waiting: this.#waiting.length + this.#storing,
      isPaused: this.#socket.isPaused(),
      openFrame:
        isOpen && this.#openSince
          ? { since: this.#openSince, bytes: openBytes, peek: hexPeek(this.#framer.peek()) }
          : null,
    };
  }

  #read(chunk: Buffer): void {
    if (this.#givenUp) return;
    const wasOpen = this.#framer.isOpen;
    const framed = this.#framer.push(chunk);
    for (const each of framed) {
      if (each.kind === 'overflow') {
        this.#stopWatching();
        this.#reportIncident('frame-too-large', hexPeek(this.#framer.peek()));
        return this.#giveUp();
      }
      this.#frames += 1;
      this.#waiting.push(each.payload);
      this.#waitingBytes += each.payload.length;
    }
    if (this.#frames > 0) clearTimeout(this.#first);
    this.#watch(wasOpen && framed.length === 0, chunk);
    this.#account();
    this.#restAfter(chunk.length);
    if (!this.#mayRead) this.#socket.pause();
    void this.#work();
  }

  get #mayRead(): boolean {
    const { maxWaiting, maxWaitingBytes } = this.#around.limits;
    const hasRoom = this.#budgeted === 0 || !this.#around.budget.isFull;
    return (
      !this.#resting &&
      hasRoom &&
      this.#waiting.length < maxWaiting &&
      this.#waitingBytes < maxWaitingBytes
    );
  }

  /** Says what this connection holds beyond its free part, and waits for room while all hold too much. */
  #account(): void {
    const { budget, limits } = this.#around;
    const open = this.#isClosed ? 0 : this.#framer.heldBytes;
    const held = this.#waitingBytes + this.#storingBytes + open;
    const budgeted = Math.max(0, held - limits.freeBytes);
    const change = budgeted - this.#budgeted;
    this.#budgeted = budgeted;
    this.#forgetRoom?.();
    if (change > 0) budget.take(change);
    else if (change < 0) budget.give(-change);
    if (!this.#isClosed && budgeted > 0 && budget.isFull)
      this.#forgetRoom = budget.onRoom(() => this.#readOn());
  }

  /** Of what a connection holds, little is read at once, and much as slowly as the bodies of HTTP. */
  #restAfter(chunkBytes: number): void {
    const held = this.#waitingBytes + this.#storingBytes + this.#framer.openBytes;
    const ms = this.#around.pace.restAfter(chunkBytes, held);
    if (ms < 1) return;
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.#readOn();
    }, ms).unref();
  }

  /** Reads again, or waits for room where all hold too much by now. */
  #readOn(): void {
    this.#account();
    if (this.#socket.isPaused() && !this.#ended && !this.#socket.destroyed && this.#mayRead)
      this.#socket.resume();
  }

  /** Frames that stop and frames that trickle are given up; so are bytes that belong to no frame. */
  #watch(isSameFrame: boolean, chunk: Buffer): void {
    const { isOpen, noiseBytes } = this.#framer;
    const { idleFrameMs, slowFrameMs, frameCapBytes } = this.#around.limits;
    clearTimeout(this.#idle);
    if (!isSameFrame) this.#stopWatching();
    if (isOpen) {
      this.#openSince ??= new Date().toISOString();
      this.#slow ??= this.#after(slowFrameMs, 'frame-too-slow');
      this.#idle = this.#after(idleFrameMs, 'frame-never-ended');
    } else if (noiseBytes > 0) {
      const peek = hexPeek(chunk);
      if (noiseBytes > frameCapBytes) return this.#drop('bytes-outside-frame', peek);
      this.#idle = this.#after(idleFrameMs, 'bytes-outside-frame', peek);
    }
  }

  #after(ms: number, reason: IncidentReason, peek?: string): NodeJS.Timeout {
    return setTimeout(() => this.#drop(reason, peek ?? hexPeek(this.#framer.peek())), ms).unref();
  }

  #stopWatching(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#slow);
    this.#slow = undefined;
    this.#openSince = undefined;
  }

  #drop(reason: IncidentReason, peek: string | null): void {
    this.#reportIncident(reason, peek);
    this.#socket.destroy();
  }

  /** The log says how much had come; the peek, which masks what could be about somebody, is shown. */
  #reportIncident(reason: IncidentReason, peek: string | null): void {
    const bytes = this.#framer.isOpen ? this.#framer.openBytes : this.#framer.noiseBytes;
    this.#around.log.warn('an MLLP connection was closed', { reason, count: bytes });
    const at = new Date().toISOString();
    this.#around.onIncident({ at, reason, remote: this.#remote, bytes, peek });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const frames = this.#waiting.splice(0, this.#around.limits.maxWaiting);
      this.#storing = frames.length;
      this.#storingBytes = frames.reduce((sum, { length }) => sum + length, 0);
      this.#waitingBytes -= this.#storingBytes;
      const isStored = await this.#store(frames);
      this.#storing = 0;
      this.#storingBytes = 0;
      if (!isStored) break;
      this.#readOn();
    }
    this.#busy = false;
    if (this.#ended && this.#waiting.length === 0) this.#socket.end();
    if (this.#givenUp) this.#closeSoon();
  }

  /**
   * What came whole before is still stored and answered; what comes after is read and thrown away,
   * because closing over unread bytes would take the answers back from the wire.
   */
  #giveUp(): void {
    this.#givenUp = true;
    if (!this.#busy && this.#waiting.length === 0) this.#closeSoon();
    else void this.#work();
  }

  #closeSoon(): void {
    this.#socket.resume();
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), CLOSE_MS).unref();
  }

  /** Without an acknowledgement the sender sends again: closing is the honest answer to a failure. */
  async #store(frames: readonly Buffer[]): Promise<boolean> {
    try {
      const answers = await this.#around.intake.take(frames, 'hl7v2-mllp');
      await this.#write(Buffer.concat(answers.flat().map(frame)));
      return true;
    } catch (error) {
      this.#around.log.error('messages could not be stored; the sender will send them again', {
        count: frames.length,
        error,
      });
      this.#waiting = [];
      this.#waitingBytes = 0;
      this.#drop('storing-failed', null);
      return false;
    }
  }

  #write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.destroyed || bytes.length === 0) return resolve();
      const unread = this.#after(this.#around.limits.unreadMs, 'answers-not-read');
      const done = () => {
        clearTimeout(unread);
        this.#socket.off('close', done);
        resolve();
      };
      this.#socket.once('close', done);
      this.#socket.write(bytes, done);
    });
  }

  #end(): void {
    this.#ended = true;
    if (this.#framer.isOpen && !this.#givenUp)
      this.#reportIncident('frame-cut-off', hexPeek(this.#framer.peek()));
    this.#stopWatching();
    if (!this.#busy && this.#waiting.length === 0) this.#socket.end();
  }

  /** Stops reading; what has been read is still stored and acknowledged. */
  async finish(): Promise<void> {
    this.#socket.pause();
    this.#ended = true;
    while (this.#busy) await new Promise((resolve) => setTimeout(resolve, 5));
    this.#socket.destroy();
  }
}
