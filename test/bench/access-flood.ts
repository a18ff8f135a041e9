import { connect } from 'node:net';
import { constants, setPriority } from 'node:os';

// Started by access.ts: a client that sends so many requests a second over fifty connections, whatever it is answered,
// and counts the answers by their status.
interface Flood {
  readonly port: number;
  readonly token: string;
  readonly perSecond: number;
}

const { port, token, perSecond } = JSON.parse(process.env['FLOOD']!) as Flood;
const CONNECTIONS = 50;
const EVERY_MS = 100;
const REQUEST = `GET /v1/feeds HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`;
const burst = REQUEST.repeat(Math.ceil((perSecond * EVERY_MS) / 1_000 / CONNECTIONS));

const answered: Record<string, number> = {};
let sent = 0;

function keepSending(): void {
  const socket = connect(port, '127.0.0.1');
  const sending = setInterval(() => {
    // What the service does not read it has not asked for: a full pipe holds as many as fit into it.
    if (socket.writableNeedDrain) return;
    socket.write(burst);
    sent += burst.length / REQUEST.length;
  }, EVERY_MS);
  socket.on('data', (chunk: Buffer) => {
    for (const [, status] of chunk.toString('latin1').matchAll(/HTTP\/1\.1 (\d{3})/g))
      answered[status!] = (answered[status!] ?? 0) + 1;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearInterval(sending);
    setTimeout(keepSending, EVERY_MS);
  });
}

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
for (let at = 0; at < CONNECTIONS; at += 1) keepSending();
process.on('message', () => {
  const unread = Object.values(answered).reduce((left, count) => left - count, sent);
  process.send!({ sent, unread, answered });
  process.exit(0);
});
process.send!('started');
