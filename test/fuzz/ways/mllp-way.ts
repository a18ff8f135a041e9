import { connect, type Socket } from 'node:net';
import { Dice } from '../dice.js';
import { mutateHl7 } from '../mutations/mutate-hl7.js';
import { normalHl7, validHl7 } from '../seeds.js';
import type { Input, Verdict, Way } from './way.js';

const CONNECTIONS = 24;
/** Frames behind one another on a connection, before a valid one; now and then as many as a flood. */
const GROUP = 10;
const FLOOD = 150;
const PATIENCE_MS = 120_000;
const frame = (payload: Buffer) =>
  Buffer.concat([Buffer.from([0x0b]), payload, Buffer.from([0x1c, 0x0d])]);

/** One connection that sends frames and reads what comes back until a marker has been acknowledged. */
class MllpSender {
  readonly #port: number;
  #socket: Socket | undefined;
  #read = '';
  #onData: () => void = () => undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends frames, then a valid message; resolves with everything answered up to its acknowledgement. */
  async send(payloads: readonly Buffer[], marker: string, n: number): Promise<string> {
    this.#socket ??= await this.#open();
    this.#read = '';
    const socket = this.#socket;
    for (const payload of payloads) socket.write(frame(payload));
    socket.write(frame(Buffer.from(normalHl7(marker, n))));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no acknowledgement in time')), PATIENCE_MS);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#onData = () => undefined;
        act();
      };
      this.#onData = () => {
        if (socket.destroyed) settle(() => reject(new Error('the connection was closed')));
        else if (this.#read.includes(`|${marker}\r`) && this.#read.endsWith('\x1c\r'))
          settle(() => resolve(this.#read));
      };
      this.#onData();
    });
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.#port, '127.0.0.1');
      socket.setEncoding('latin1');
      socket.once('connect', () => resolve(socket));
      socket.once('error', reject);
      socket.on('data', (text: string) => {
        this.#read += text;
        this.#onData();
      });
      socket.on('close', () => {
        this.#socket = undefined;
        this.#onData();
      });
    });
  }

  close(): void {
    this.#socket?.destroy();
  }
}

/** Connections that nobody sends over, and who waits for one. */
class FreeSenders {
  readonly #senders: readonly MllpSender[];
  readonly #free: MllpSender[];
  readonly #waiting: Array<(sender: MllpSender) => void> = [];

  constructor(senders: readonly MllpSender[]) {
    this.#senders = senders;
    this.#free = [...senders];
  }

  async with<T>(work: (sender: MllpSender) => Promise<T>): Promise<T> {
    const sender =
      this.#free.pop() ?? (await new Promise<MllpSender>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(sender);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(sender);
      else this.#free.push(sender);
    }
  }

  close(): void {
    for (const sender of this.#senders) sender.close();
  }
}

function make(name: string, town: number): Input {
  const dice = new Dice(name);
  return { name, bytes: mutateHl7(dice, validHl7(dice, name, town)) };
}

/**
 * MLLP: frames behind one another on a few connections, each group with a valid message at its end.
 *
 * @param onAnswered called with how many frames were answered, of which each must have been counted as a message
 */
export function mllpWay(
  port: number,
  onAnswered: (frames: number) => void,
): { way: Way; close: () => void } {
  const senders = new FreeSenders(Array.from({ length: CONNECTIONS }, () => new MllpSender(port)));
  const sendGroup = async (
    sender: MllpSender,
    group: readonly Input[],
    tries = 3,
  ): Promise<Verdict[]> => {
    const first = group[0];
    if (!first) return [];
    const marker = `M${new Dice('marker', first.name).bytes(8).toString('hex')}`;
    try {
      const payloads = group.map(({ bytes }) => bytes);
      const answers = await sender.send(payloads, marker, new Dice(marker).below(200));
      onAnswered(group.length + 1);
      const isApplied = answers.includes(`MSA|AA|${marker}\r`);
      const messages = [...answers.matchAll(/MSH[^\r]*[^0-9a-f]([0-9a-f]{20})[^0-9a-f]/g)].map(
        ([, id]) => id!,
      );
      return group.map((_, at) => ({
        word: isApplied ? 'answered' : 'the valid message behind it was not stored',
        isFailure: !isApplied,
        messages: at === 0 ? messages : [],
      }));
    } catch (error) {
      const word = error instanceof Error ? error.message : 'unknown';
      // A closed connection asks to send again. Which of them closed it shows when each half goes alone;
      // what an overloaded machine could not store for a moment, it now does.
      if (group.length === 1)
        return tries > 1 ? sendGroup(sender, group, tries - 1) : [{ word, isFailure: true }];
      const half = Math.ceil(group.length / 2);
      return [
        ...(await sendGroup(sender, group.slice(0, half))),
        ...(await sendGroup(sender, group.slice(half))),
      ];
    }
  };
  return {
    way: {
      ...{ name: 'mllp', share: 16, together: 400, manner: 'feed' as const, make },
      send: async (inputs) => {
        const size = new Dice('flood', inputs[0]!.name).oneIn(12) ? FLOOD : GROUP;
        const groups = Array.from({ length: Math.ceil(inputs.length / size) }, (_, at) =>
          inputs.slice(at * size, (at + 1) * size),
        );
        const verdicts = await Promise.all(
          groups.map((group) => senders.with((sender) => sendGroup(sender, group))),
        );
        return verdicts.flat();
      },
    },
    close: () => senders.close(),
  };
}
