import { connect, type Socket } from 'node:net';
import { connect as connectByTls, type ConnectionOptions } from 'node:tls';

const START = 0x0b;
const END = 0x1c;

/** What one connection saw: when each message went out, and when it was acknowledged. */
export interface SenderReport {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Acknowledgements whose MSA-2 was not that of the oldest message without one. */
  readonly outOfOrder: number;
  readonly latenciesMs: readonly number[];
  /** By the same clock as everybody's, when each of these was sent. */
  readonly sentAtMs: readonly number[];
}

/**
 * One hospital: sends a message whenever one is due, whether or not the ones before are acknowledged, and
 * measures each from writing to reading its acknowledgement, in the order of the connection.
 */
export class MllpSender {
  readonly #socket: Socket;
  readonly #waiting: Array<{ readonly control: string; readonly at: number }> = [];
  readonly #latenciesMs: number[] = [];
  readonly #sentAtMs: number[] = [];
  #held = '';
  #sent = 0;
  #acknowledged = 0;
  #refused = 0;
  #outOfOrder = 0;
  #onDone: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;

    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk.toString('latin1')));
    socket.on('close', () => this.#onDone?.());
  }

  static async open(port: number, tls?: ConnectionOptions): Promise<MllpSender> {
    const to = { port, host: '127.0.0.1' };
    const socket = tls ? connectByTls({ ...to, ...tls }) : connect(to);
    await new Promise<void>((resolve, reject) => {
      socket.once(tls ? 'secureConnect' : 'connect', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => undefined);
    return new MllpSender(socket);
  }

  send(control: string, message: string): void {
    this.#sent += 1;
    this.#waiting.push({ control, at: performance.now() });
    const framed = [Buffer.from([START]), Buffer.from(message), Buffer.from([END, 13])];
    this.#socket.write(Buffer.concat(framed));
  }

  #read(text: string): void {
    this.#held += text;
    for (let end = this.#held.indexOf('\u001c'); end >= 0; end = this.#held.indexOf('\u001c')) {
      const [, code, control] = /MSA\|(\w\w)\|([^\r|]*)/.exec(this.#held.slice(0, end)) ?? [];
      this.#held = this.#held.slice(end + 1);
      const oldest = this.#waiting.shift();
      if (oldest?.control !== control) this.#outOfOrder += 1;
      if (code === 'AA') this.#acknowledged += 1;
      else this.#refused += 1;
      if (!oldest) continue;
      this.#latenciesMs.push(performance.now() - oldest.at);
      this.#sentAtMs.push(oldest.at);
    }
    if (this.#waiting.length === 0) this.#onDone?.();
  }

  /** Waits for the acknowledgements still out, at most so long, and closes. */
  async finish(withinMs: number): Promise<SenderReport> {
    if (this.#waiting.length > 0)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.#onDone = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#onDone = undefined;
    this.#socket.destroy();
    return {
      sent: this.#sent,
      acknowledged: this.#acknowledged,
      refused: this.#refused,
      outOfOrder: this.#outOfOrder,
      latenciesMs: this.#latenciesMs,
      sentAtMs: this.#sentAtMs,
    };
  }
}
