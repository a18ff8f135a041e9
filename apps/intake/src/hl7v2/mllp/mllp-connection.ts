import type { Socket } from 'node:net';
import type { Logger } from '@handrail/platform';
import type { Hl7Intake } from '../hl7-intake.js';
import { frame, MllpFramer } from './mllp-framer.js';

export interface MllpLimits {
  readonly frameCapBytes: number;
  readonly idleFrameMs: number;
  /** Frames that may wait on one connection before its socket is no longer read. */
  readonly maxWaiting: number;
}

/**
 * One sender. Frames that arrive while others are being stored wait and are stored together;
 * acknowledgements go out in the order of the frames. While many wait, or the sender does not read its
 * acknowledgements, the socket is not read: TCP then slows the sender down.
 */
export class MllpConnection {
  readonly #framer: MllpFramer;
  #waiting: Buffer[] = [];
  #busy = false;
  #ended = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly intake: Hl7Intake,
    private readonly limits: MllpLimits,
    private readonly log: Logger,
  ) {
    this.#framer = new MllpFramer(limits.frameCapBytes);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => this.#end());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clearTimeout(this.#idle));
  }

  #read(chunk: Buffer): void {
    for (const framed of this.#framer.push(chunk)) {
      if (framed.kind === 'overflow') return this.#drop('frame-too-large');
      this.#waiting.push(framed.payload);
    }
    this.#watchOpenFrame();
    if (this.#waiting.length >= this.limits.maxWaiting) this.socket.pause();
    void this.#work();
  }

  #watchOpenFrame(): void {
    clearTimeout(this.#idle);
    if (!this.#framer.isOpen) return;
    this.#idle = setTimeout(() => this.#drop('frame-never-ended'), this.limits.idleFrameMs);
    this.#idle.unref();
  }

  /** Says how much had come, never what: an unfinished frame may hold anything. */
  #drop(reason: string): void {
    this.log.warn('an MLLP connection was closed', { reason, count: this.#framer.openBytes });
    this.socket.destroy();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0 && !this.socket.destroyed) {
      const frames = this.#waiting;
      this.#waiting = [];
      if (!(await this.#store(frames))) break;
      if (this.socket.isPaused() && !this.#ended) this.socket.resume();
    }
    this.#busy = false;
    if (this.#ended && this.#waiting.length === 0) this.socket.end();
  }

  /** Without an acknowledgement the sender sends again: closing is the honest answer to a failure. */
  async #store(frames: readonly Buffer[]): Promise<boolean> {
    try {
      const answers = await this.intake.take(frames, 'hl7v2-mllp');
      await this.#write(Buffer.concat(answers.flat().map(frame)));
      return true;
    } catch (error) {
      this.log.error('messages could not be stored; the sender will send them again', {
        count: frames.length,
        error,
      });
      this.socket.destroy();
      return false;
    }
  }

  #write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.destroyed) return resolve();
      const done = () => {
        this.socket.off('close', done);
        resolve();
      };
      this.socket.once('close', done);
      this.socket.write(bytes, done);
    });
  }

  #end(): void {
    this.#ended = true;
    if (!this.#busy && this.#waiting.length === 0) this.socket.end();
  }

  /** Stops reading; what has been read is still stored and acknowledged. */
  async finish(): Promise<void> {
    this.socket.pause();
    this.#ended = true;
    while (this.#busy) await new Promise((resolve) => setTimeout(resolve, 5));
    this.socket.destroy();
  }
}
