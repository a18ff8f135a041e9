import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import kafkajs, { type ISocketFactory, type Kafka, type LogEntry } from 'kafkajs';
import { apiKeyOf, closeWhenSilent, type SilenceLimits } from './silent-socket.js';
import type { KafkaEventLogOptions, KafkaLogger, KafkaTiming } from './kafka-options.js';

const KEEP_ALIVE_AFTER_MS = 10_000;
/** kafkajs gives a request up first, so that its reason is the one that is told. */
const CLOSE_AFTER_REQUEST_MS = 2_000;
const FETCH_API_KEY = 1;

/**
 * One kafkajs client with its own connections. Two members of a group must not share one: kafkajs
 * keeps committed offsets per client and group, and members would overwrite each other's.
 */
export interface KafkaClient {
  readonly kafka: Kafka;
  /** Ends a running long poll, so that stopping or resuming does not wait for it. */
  interruptFetch(): void;
  /** Closes what kafkajs left open; requests under way fail at once. */
  destroy(): void;
}

export interface ClientSettings extends KafkaEventLogOptions {
  readonly logger: KafkaLogger;
  readonly timing: KafkaTiming;
}

interface Sockets {
  readonly open: Set<Socket>;
  readonly fetching: Set<Socket>;
  closed: boolean;
}

export function createClient(settings: ClientSettings): KafkaClient {
  const sockets: Sockets = { open: new Set(), fetching: new Set(), closed: false };
  const { timing } = settings;
  const kafka = new kafkajs.Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...(settings.ssl ? { ssl: settings.ssl } : {}),
    ...(settings.sasl ? { sasl: settings.sasl } : {}),
    connectionTimeout: timing.connectTimeoutMs,
    requestTimeout: timing.requestTimeoutMs,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    socketFactory: socketFactory(sockets, {
      answerMs: timing.requestTimeoutMs + CLOSE_AFTER_REQUEST_MS,
      joinMs: timing.rebalanceTimeoutMs + timing.requestTimeoutMs,
    }),
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => forward(entry, settings.logger),
  });
  return {
    kafka,
    interruptFetch: () => {
      for (const socket of sockets.fetching) socket.destroy(new Error('interrupted'));
    },
    destroy: () => {
      sockets.closed = true;
      for (const socket of sockets.open) socket.destroy(new Error('closed'));
    },
  };
}

/**
 * Opens sockets without Nagle's delay: a commit written while an earlier request is unacknowledged
 * would wait up to 40 ms. The connection that fetches is recognised by its requests (size, then API
 * key), because kafkajs has no way to end a long poll.
 */
function socketFactory(sockets: Sockets, limits: SilenceLimits): ISocketFactory {
  return ({ host, port, ssl, onConnect }) => {
    // A retry inside kafkajs must not bring a member back that was given up.
    if (sockets.closed) throw new Error('this client is closed');
    const socket = open({ host, port, ssl: ssl, onConnect });
    socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
    socket.setNoDelay(true);
    // kafkajs may disconnect a socket that is still connecting once per waiting request.
    socket.setMaxListeners(0);
    sockets.open.add(socket);
    socket.once('close', () => {
      sockets.open.delete(socket);
      sockets.fetching.delete(socket);
    });
    const silence = closeWhenSilent(socket, limits);
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (data: unknown, ...rest: unknown[]) => {
      const apiKey = apiKeyOf(data);
      if (apiKey === FETCH_API_KEY) sockets.fetching.add(socket);
      silence.sent(apiKey);
      return write(data, ...rest);
    };
    return socket;
  };
}

function open(to: {
  readonly host: string;
  readonly port: number;
  readonly ssl: ConnectionOptions | undefined;
  readonly onConnect: () => void;
}): Socket {
  const { host, port, ssl, onConnect } = to;
  if (!ssl) return connectTcp({ host, port }, onConnect);
  const name = isIP(host) ? {} : { servername: host };
  return connectTls({ host, port, ...name, ...ssl }, onConnect);
}

/**
 * kafkajs calls every hiccup an error, although most heal by themselves; the adapter reports what
 * does not. Only one line of kafkajs itself is about lost records and has to be seen.
 */
function forward({ namespace, log }: LogEntry, logger: KafkaLogger): void {
  const { message, topic, partition, error, broker } = log as Record<string, unknown>;
  const fields = {
    context: `kafkajs ${namespace}`.trim(),
    ...(typeof topic === 'string' ? { topic } : {}),
    ...(typeof partition === 'number' ? { partition } : {}),
    ...(typeof error === 'string' ? { reason: error } : {}),
    ...(typeof broker === 'string' ? { host: broker } : {}),
  };
  if (String(message).startsWith('Offset out of range'))
    logger.error('Kafka no longer has the records this group would read next', fields);
  else logger.debug(String(message), fields);
}
