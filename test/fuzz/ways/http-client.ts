import { Agent, request } from 'node:http';
import type { Input, Verdict } from './way.js';

const PATIENCE_MS = 120_000;
const REPEATS = 8;
const REPEAT_AFTER_MS = 1_000;

export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  readonly text: string;
}

/** What has more waits for its turn; it has connections of its own, so that the small go on beside it. */
const LARGE_BYTES = 32 * 1024;

/** Sends requests over kept connections; an answer that does not come is one of status 0. */
export class HttpClient {
  readonly #small = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #large = new Agent({ keepAlive: true, maxSockets: 16 });

  /** How often an answer was 503 and the request was sent again, as it asks for. */
  repeats = 0;

  /** Sends again what is answered 503, as a sender does: an overloaded machine passes, a poison does not. */
  async send(base: string, input: Omit<Input, 'name'>): Promise<Answer> {
    for (let left = REPEATS; ; left -= 1) {
      const answer = await this.#sendOnce(base, input);
      if (answer.status !== 503 || left === 0) return answer;
      this.repeats += 1;
      await new Promise((resolve) => setTimeout(resolve, REPEAT_AFTER_MS));
    }
  }

  #sendOnce(base: string, input: Omit<Input, 'name'>): Promise<Answer> {
    return new Promise((resolve) => {
      const { bytes, method = 'POST', path = '/', headers = {} } = input;
      const agent = bytes.length > LARGE_BYTES ? this.#large : this.#small;
      const length = method === 'GET' ? {} : { 'content-length': String(bytes.length) };
      const sent = request(
        new URL(base),
        { agent, method, path, headers: { ...headers, ...length } },
        (response) => {
          // A stream that never ends has answered with its head.
          const isStream = response.headers['content-type']?.includes('event-stream');
          const parts: Buffer[] = [];
          const done = () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
          if (isStream) {
            done();
            sent.destroy();
            return;
          }
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', done);
          response.on('error', () => resolve({ status: 0, text: 'cut off' }));
        },
      );
      sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error('no answer in time')));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server had closed a kept connection while the request was on its way: never read, sent again.
        const isStale = sent.reusedSocket && error.code === 'ECONNRESET';
        resolve(isStale ? this.#sendOnce(base, input) : { status: 0, text: error.message });
      });
      sent.end(method === 'GET' ? undefined : bytes);
    });
  }

  close(): void {
    this.#small.destroy();
    this.#large.destroy();
  }
}

/** Runs so many at a time, in order. */
export async function eachOf<T, R>(
  items: readonly T[],
  atOnce: number,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const at = next;
      next += 1;
      results[at] = await act(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

/** An answer above 499, or none, is what must never be. */
export const verdictOf = ({ status, text }: Answer, messages: readonly string[] = []): Verdict => ({
  word: status === 0 ? `no answer: ${text}` : String(status),
  isFailure: status === 0 || status > 499,
  messages,
});

/** A text as a header may carry it: percent-encoded where it is not plain. */
export const headerText = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\x21-\x24\x26-\x7e]/gu, (each) => encodeURIComponent(each))
    .slice(0, 3_000);
