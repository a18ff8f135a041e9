import net from 'node:net';

const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;

/**
 * Sends HL7 v2 messages over MLLP one after the other, each when the one before is acknowledged. A
 * connection that was lost is opened again for the next message.
 */
export class MllpClient {
  #socket: net.Socket | undefined;
  readonly #host: string;
  readonly #port: number;
  readonly #timeoutMs: number;

  constructor(host: string, port: number, timeoutMs: number) {
    this.#host = host;
    this.#port = port;
    this.#timeoutMs = timeoutMs;
  }

  /** The acknowledgement as text; rejects when none comes. */
  async send(message: Buffer): Promise<string> {
    const socket = (this.#socket ??= await this.#connect());
    try {
      return await this.#exchange(socket, message);
    } catch (error) {
      socket.destroy();
      this.#socket = undefined;
      throw error;
    }
  }

  close(): void {
    this.#socket?.end();
  }

  #connect(): Promise<net.Socket> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.#port, this.#host);
      socket.setTimeout(this.#timeoutMs);
      socket.once('timeout', () => socket.destroy(new Error('no connection in time')));
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.removeAllListeners('error').removeAllListeners('timeout');
        // Between two messages a lost connection is no news yet: the next message will find out.
        socket.on('error', () => undefined);
        socket.once('close', () => {
          if (this.#socket === socket) this.#socket = undefined;
        });
        resolve(socket);
      });
    });
  }

  #exchange(socket: net.Socket, message: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      let received = Buffer.alloc(0);
      const end = (finish: () => void) => {
        socket.off('data', onData).off('close', onClose).off('timeout', onTimeout);
        finish();
      };
      const onData = (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const from = received.indexOf(VT);
        const to = received.indexOf(FS, from + 1);
        if (from >= 0 && to > from)
          end(() => resolve(received.subarray(from + 1, to).toString('utf8')));
      };
      const onClose = () => end(() => reject(new Error('connection closed without answer')));
      const onTimeout = () => end(() => reject(new Error('no answer in time')));
      socket.on('data', onData).on('close', onClose).on('timeout', onTimeout);
      socket.write(Buffer.concat([Buffer.from([VT]), message, Buffer.from([FS, CR])]));
    });
  }
}
