import type { Server as HttpServer } from 'node:http';
import type { Server, Socket } from 'node:net';

/** How many connections a listener holds at a time. */
export interface ConnectionLimits {
  readonly total: number;
  /** From one address: behind a proxy, all come from one. */
  readonly perAddress: number;
}

/**
 * Closes connections beyond the limits at once, so that no single address can take all sockets; `onRefused`
 * hears of each. Call it before anything else listens for connections. A throttler counts requests after
 * they were read, which is too late: docs/adr/0021.
 */
export function limitConnections(
  server: Server,
  { total, perAddress }: ConnectionLimits,
  onRefused: (remote: string | undefined) => void = () => undefined,
): void {
  const open = new Map<string, number>();
  server.maxConnections = total;
  server.on('drop', (dropped) => onRefused(dropped?.remoteAddress));
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? 'unknown';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count <= perAddress) return;
    socket.destroy();
    onRefused(address);
  });
}

/** How long an HTTP client may take. */
export const HTTP_TIMES = {
  /** For the headers of a request: they are a few kB. */
  headersMs: 10_000,
  /** For a whole request: eight megabytes in this time are a line of two megabits. */
  requestMs: 30_000,
  /** An idle connection: longer than the minute after which balancers stop using one. */
  keepAliveMs: 65_000,
  /** What was written and is not read for so long ends its connection. */
  unreadMs: 30_000,
  /** How often the first two are looked at. */
  checkMs: 5_000,
} as const;

export type HttpTimes = { readonly [Name in keyof typeof HTTP_TIMES]: number };

/**
 * Ends connections whose client does not go on: with its headers, its body, or reading what was answered.
 * A handler may take as long as it needs. Must be called before the server listens.
 */
export function limitTimes(server: HttpServer, times: HttpTimes = HTTP_TIMES): void {
  server.headersTimeout = times.headersMs;
  server.requestTimeout = times.requestMs;
  server.keepAliveTimeout = times.keepAliveMs;
  // Node reads this when the server begins to listen, and has no other way to set it afterwards.
  Object.assign(server, { connectionsCheckingInterval: times.checkMs });
  server.timeout = times.unreadMs;
  const answering = new WeakSet<Socket>();
  server.on('request', (request, response) => {
    const { socket } = request;
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
  });
  // With a listener, Node leaves it to us what becomes of a socket on which nothing moves.
  server.on('timeout', (socket: Socket) => {
    if (!answering.has(socket) || socket.writableLength > 0) socket.destroy();
  });
}
