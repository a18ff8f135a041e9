import type { Socket } from 'node:net';

/** Position of the API key in a request: behind its size. */
const API_KEY_AT = 4;
const JOIN_GROUP = 11;

export interface SilenceLimits {
  /** Longest time a broker may leave requests without any answer. */
  readonly answerMs: number;
  /** The same while a group is joined: the broker answers when every member has come. */
  readonly joinMs: number;
}

/** Which request a buffer begins, as Kafka numbers them; undefined when it begins none. */
export const apiKeyOf = (data: unknown): number | undefined =>
  Buffer.isBuffer(data) && data.length >= API_KEY_AT + 2 ? data.readInt16BE(API_KEY_AT) : undefined;

/**
 * Closes a socket on which requests were sent and nothing comes back. kafkajs gives such requests up,
 * but sends the next ones into the same socket; when packets are dropped and nobody says so, only a new
 * connection helps. Any answer counts, because a broker answers the requests of a connection in order.
 */
export function closeWhenSilent(
  socket: Socket,
  { answerMs, joinMs }: SilenceLimits,
): { sent(apiKey: number | undefined): void } {
  let timer: NodeJS.Timeout | undefined;
  let until = 0;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    until = 0;
  };
  socket.on('data', stop);
  socket.once('close', stop);
  return {
    sent(apiKey) {
      const wanted = performance.now() + (apiKey === JOIN_GROUP ? joinMs : answerMs);
      // The first request without an answer decides; only a join may prolong its wait.
      if (timer && (apiKey !== JOIN_GROUP || wanted <= until)) return;
      clearTimeout(timer);
      until = wanted;
      const close = () => socket.destroy(new Error('the broker gives no answer'));
      timer = setTimeout(close, wanted - performance.now());
    },
  };
}
