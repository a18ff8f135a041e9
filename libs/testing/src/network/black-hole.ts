import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A stretch of network between a client and a server that a test can let packets vanish in. */
export interface BlackHole {
  /** Where clients connect instead of the server. */
  readonly port: number;
  /**
   * From now on every byte vanishes, in both directions, and nobody is told: connections stay open at
   * both ends, and new ones are accepted and lead nowhere.
   */
  swallow(): void;
  /**
   * New connections go through again. Those that were swallowed stay as they are, as after a router
   * that has forgotten them: whoever holds one has to notice by himself.
   */
  heal(): void;
  close(): Promise<void>;
}

/** Opens a way to `server` that works until `swallow` is called. */
export async function openBlackHole(options: {
  readonly server: { readonly host: string; readonly port: number };
  /** A free one is taken when left out. */
  readonly port?: number;
}): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  const ways = new Set<Way>();
  let swallowing = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    // What arrives has to be read, or the sender would notice that its buffers fill.
    if (swallowing) return void client.resume();
    const server = connect(options.server);
    keep(server);
    ways.add(join(client, server));
  });
  listener.listen(options.port ?? 0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    swallow: () => {
      swallowing = true;
      for (const way of ways) way.lost = true;
      ways.clear();
    },
    heal: () => {
      swallowing = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

interface Way {
  lost: boolean;
}

/** Hands bytes and endings on in both directions for as long as the way is not lost. */
function join(client: Socket, server: Socket): Way {
  const way: Way = { lost: false };
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on('data', (chunk) => {
      if (way.lost || to.destroyed) return;
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => from.resume());
    from.on('close', () => {
      if (!way.lost) to.destroy();
    });
    from.on('end', () => {
      if (!way.lost) to.end();
    });
  }
  return way;
}
